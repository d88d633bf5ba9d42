// The store. No keys: the bot's identity may read and write what is in it, and cannot make, change or remove containers.
// The containers are those of the code: both read the same file.
param name string
param location string
param database string
param principalId string
param workspaceId string
param consistency string
param recordsThroughput int
param queueThroughput int
param zoneRedundant bool

var containers = loadJsonContent('../../../bot/store/cosmos/containers.json')
var throughput = {
  records: recordsThroughput
  queue: queueThroughput
}

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: name
  location: location
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [
      {
        locationName: location
        failoverPriority: 0
        isZoneRedundant: zoneRedundant
      }
    ]
    consistencyPolicy: {
      defaultConsistencyLevel: consistency
      maxIntervalInSeconds: 300
      maxStalenessPrefix: 100000
    }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    // Any point in time of the last thirty days can be restored, into a new account.
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: { tier: 'Continuous30Days' }
    }
  }
}

resource sql 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: database
  properties: {
    resource: { id: database }
  }
}

resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = [
  for each in items(containers): {
    parent: sql
    name: each.key
    properties: {
      resource: each.value
      options: {
        autoscaleSettings: { maxThroughput: throughput[each.key] }
      }
    }
  }
]

// "Cosmos DB Built-in Data Contributor", which Azure has in every account under this id.
resource mayUse 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: account
  name: guid(account.id, principalId, 'data')
  properties: {
    principalId: principalId
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002'
    scope: account.id
  }
}

resource changes 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'changes'
  scope: account
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'ControlPlaneRequests'
        enabled: true
      }
    ]
  }
}

output id string = account.id
output endpoint string = account.properties.documentEndpoint
output database string = sql.name
