// Copy this file, put your own in, and keep it: no secret stands here. az deployment group create takes it by --parameters.
using 'main.bicep'

param name = 'sharewell'
param location = 'uksouth'
// In the second round: the version that you built.
param image = ''
// workspace or many, once the Slack app is made and its secrets are in the vault.
param slack = 'none'
param alertEmails = ['duty@anytown.example']
param monthlyBudget = 300
param budgetStart = '2027-01-01'
