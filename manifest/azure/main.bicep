// Sharewell in one resource group of yours. Deploy it twice:
//   1. without an image: identity, vault, registry, store, environment. Then put the secrets into the vault and build the image.
//   2. with the image: the bot itself, its registration for Teams, and the alerts.
// Deploying the same again changes nothing. Everything with a price: README, "Take it to your tenant".
targetScope = 'resourceGroup'

@description('What all names begin with.')
@minLength(3)
@maxLength(12)
param name string = 'sharewell'

@description('The region. Records stay there.')
param location string = resourceGroup().location

@description('The image of the bot, as NAME:VERSION in the registry that the first round makes. Empty in the first round.')
param image string = ''

@description('The app registration of the bot, when it has one of its own, with a password in the vault. Empty: the managed identity is the bot, and there is no password at all.')
param microsoftAppId string = ''

@description('The tenant that the bot belongs to.')
param microsoftTenantId string = tenant().tenantId

@description('Other organisations of shared channels that are served: ids of tenants, with commas between.')
param microsoftAllowedTenants string = ''

@description('none, workspace (one, by its token) or many (installed at /slack/install).')
@allowed(['none', 'workspace', 'many'])
param slack string = 'none'

@description('The workspaces that are served, your own included: ids with commas between.')
param slackAllowedTeams string = ''

@description('Your own host name for the bot, once it is bound to the container app. Empty: the address that Azure gives.')
param publicHost string = ''

@description('The certificate of that host name in the environment, by its id: without it a deployment would take the name away again.')
param certificateId string = ''

@description('Folders inside the image with your own policy pack and guidance, when you add them.')
param policyFolder string = ''
param guidanceFolder string = ''

@description('Strong or BoundedStaleness: the bot may then be served by any replica without reading a moment behind.')
@allowed(['BoundedStaleness', 'Strong'])
param consistency string = 'BoundedStaleness'

@description('The most request units a second. A tenth of it is paid for at rest.')
@minValue(1000)
param recordsThroughput int = 4000
@minValue(1000)
param queueThroughput int = 1000

@description('Spread the store over the zones of the region, where it has some.')
param zoneRedundant bool = true

@minValue(1)
param minReplicas int = 2
@minValue(1)
param maxReplicas int = 6

@description('Where OpenTelemetry goes, if anywhere.')
param otlpEndpoint string = ''

@description('Who is told by email when something is wrong. Empty: no alerts.')
param alertEmails array = []

@description('A month, in the currency of the subscription. 0: no budget.')
param monthlyBudget int = 0

@description('The first day of the month that the budget begins with. It cannot be changed afterwards.')
param budgetStart string = '2027-01-01'

var suffix = uniqueString(resourceGroup().id)
var ready = !empty(image)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
}

module environment 'modules/environment.bicep' = {
  name: 'environment'
  params: {
    name: name
    location: location
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: take('${name}-${suffix}', 24)
    location: location
    principalId: identity.properties.principalId
    workspaceId: environment.outputs.workspaceId
  }
}

module registry 'modules/registry.bicep' = {
  name: 'registry'
  params: {
    name: '${replace(name, '-', '')}${suffix}'
    location: location
    principalId: identity.properties.principalId
  }
}

module cosmos 'modules/cosmos.bicep' = {
  name: 'cosmos'
  params: {
    name: '${name}-${suffix}'
    location: location
    database: 'sharewell'
    principalId: identity.properties.principalId
    workspaceId: environment.outputs.workspaceId
    consistency: consistency
    recordsThroughput: recordsThroughput
    queueThroughput: queueThroughput
    zoneRedundant: zoneRedundant
  }
}

var host = empty(publicHost) ? '${name}.${environment.outputs.domain}' : publicHost
var appId = empty(microsoftAppId) ? identity.properties.clientId : microsoftAppId

module app 'modules/app.bicep' = if (ready) {
  name: 'app'
  params: {
    name: name
    location: location
    image: '${registry.outputs.server}/${image}'
    registryServer: registry.outputs.server
    environmentId: environment.outputs.id
    identityId: identity.id
    identityClientId: identity.properties.clientId
    vaultUri: vault.outputs.uri
    cosmosEndpoint: cosmos.outputs.endpoint
    cosmosDatabase: cosmos.outputs.database
    appId: appId
    tenantId: microsoftTenantId
    hasPassword: !empty(microsoftAppId)
    allowedTenants: microsoftAllowedTenants
    slack: slack
    slackAllowedTeams: slackAllowedTeams
    url: 'https://${host}'
    domains: empty(certificateId) ? [] : [{ name: host, certificateId: certificateId, bindingType: 'SniEnabled' }]
    policyFolder: policyFolder
    guidanceFolder: guidanceFolder
    otlpEndpoint: otlpEndpoint
    minReplicas: minReplicas
    maxReplicas: maxReplicas
  }
}

module bot 'modules/bot.bicep' = if (ready) {
  name: 'bot'
  params: {
    name: '${name}-${suffix}'
    endpoint: 'https://${host}/api/messages'
    appId: appId
    tenantId: microsoftTenantId
    identityId: empty(microsoftAppId) ? identity.id : ''
  }
}

module alerts 'modules/alerts.bicep' = if (ready && !empty(alertEmails)) {
  name: 'alerts'
  params: {
    name: name
    location: location
    emails: alertEmails
    appResourceId: app!.outputs.id
    cosmosId: cosmos.outputs.id
    workspaceId: environment.outputs.workspaceId
    url: 'https://${host}'
  }
}

module budget 'modules/budget.bicep' = if (monthlyBudget > 0 && !empty(alertEmails)) {
  name: 'budget'
  params: {
    name: '${name}-budget'
    amount: monthlyBudget
    start: budgetStart
    emails: alertEmails
  }
}

@description('For npm run package: --url and --app-id.')
output url string = 'https://${host}'
output appId string = appId

@description('For the steps between the two rounds.')
output registry string = registry.outputs.name
output vault string = vault.outputs.name
output cosmosEndpoint string = cosmos.outputs.endpoint
