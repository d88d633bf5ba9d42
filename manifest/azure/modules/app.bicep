// The bot. Secrets come from the vault by reference: a new version of one is fetched within half an hour, or at a restart.
param name string
param location string
param image string
param registryServer string
param environmentId string
param identityId string
param identityClientId string
param vaultUri string
param cosmosEndpoint string
param cosmosDatabase string
param appId string
param tenantId string
param hasPassword bool
param allowedTenants string
param slack string
param slackAllowedTeams string
param url string
param domains array
param policyFolder string
param guidanceFolder string
param otlpEndpoint string
param minReplicas int
param maxReplicas int

// What must be in the vault, by what is switched on.
var always = [{ env: 'SHAREWELL_STORE_KEY', secret: 'sharewell-store-key' }]
var withPassword = [{ env: 'MICROSOFT_APP_PASSWORD', secret: 'microsoft-app-password' }]
var withSlack = [{ env: 'SLACK_SIGNING_SECRET', secret: 'slack-signing-secret' }]
var withOneWorkspace = [{ env: 'SLACK_BOT_TOKEN', secret: 'slack-bot-token' }]
var withManyWorkspaces = [
  { env: 'SLACK_CLIENT_ID', secret: 'slack-client-id' }
  { env: 'SLACK_CLIENT_SECRET', secret: 'slack-client-secret' }
  { env: 'SLACK_STATE_SECRET', secret: 'slack-state-secret' }
]
var secrets = concat(
  always,
  hasPassword ? withPassword : [],
  slack != 'none' ? withSlack : [],
  slack == 'workspace' ? withOneWorkspace : [],
  slack == 'many' ? withManyWorkspaces : []
)

var settings = [
  { name: 'PORT', value: '3978' }
  { name: 'MICROSOFT_APP_ID', value: appId }
  { name: 'MICROSOFT_APP_TENANT_ID', value: tenantId }
  { name: 'COSMOS_ENDPOINT', value: cosmosEndpoint }
  { name: 'COSMOS_DATABASE', value: cosmosDatabase }
  { name: 'SHAREWELL_URL', value: url }
  // One balancer stands between the bot and whoever calls.
  { name: 'SHAREWELL_PROXIES', value: '1' }
  // The bot takes an empty setting for one that nobody set.
  { name: 'MICROSOFT_ALLOWED_TENANTS', value: allowedTenants }
  { name: 'SLACK_ALLOWED_TEAMS', value: slackAllowedTeams }
  { name: 'SHAREWELL_POLICY', value: policyFolder }
  { name: 'SHAREWELL_GUIDANCE', value: guidanceFolder }
]
// Read by the libraries that sign in and that measure, not by the bot's own settings.
var forLibraries = concat(
  [{ name: 'AZURE_CLIENT_ID', value: identityClientId }],
  empty(otlpEndpoint) ? [] : [{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: otlpEndpoint }]
)
var secretSettings = [for each in secrets: { name: each.env, secretRef: each.secret }]

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    managedEnvironmentId: environmentId
    configuration: {
      activeRevisionsMode: 'Single'
      // Any replica serves any turn, so a few old ones are enough to go back to.
      maxInactiveRevisions: 10
      ingress: {
        external: true
        targetPort: 3978
        transport: 'http'
        allowInsecure: false
        customDomains: domains
      }
      registries: [
        {
          server: registryServer
          identity: identityId
        }
      ]
      secrets: [
        for each in secrets: {
          name: each.secret
          keyVaultUrl: '${vaultUri}secrets/${each.secret}'
          identity: identityId
        }
      ]
    }
    template: {
      terminationGracePeriodSeconds: 60
      containers: [
        {
          name: name
          image: image
          env: concat(settings, forLibraries, secretSettings)
          resources: {
            cpu: json('1.0')
            memory: '2Gi'
          }
          probes: [
            // A new replica is let in only when the store answers it.
            {
              type: 'Startup'
              httpGet: { path: '/ready', port: 3978 }
              periodSeconds: 3
              failureThreshold: 20
            }
            // A running one stays in while the store is away: danger does not wait, and its first card needs no store.
            {
              type: 'Readiness'
              httpGet: { path: '/health', port: 3978 }
              periodSeconds: 10
              failureThreshold: 3
            }
            {
              type: 'Liveness'
              httpGet: { path: '/health', port: 3978 }
              periodSeconds: 30
              timeoutSeconds: 5
              failureThreshold: 4
            }
          ]
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [
          {
            name: 'requests'
            http: { metadata: { concurrentRequests: '50' } }
          }
        ]
      }
    }
  }
}

output id string = app.id
