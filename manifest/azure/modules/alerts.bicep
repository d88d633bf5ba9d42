// Who is told, and of what: the bot is not ready, owed messages were given up, the store is away or busy, answers fail.
param name string
param location string
param emails array
param appResourceId string
param cosmosId string
param workspaceId string
param url string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-people'
  location: 'global'
  properties: {
    groupShortName: take(name, 12)
    enabled: true
    emailReceivers: [
      for (email, at) in emails: {
        name: 'person-${at}'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

resource watch 'Microsoft.Insights/components@2020-02-02' = {
  name: '${name}-watch'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspaceId
  }
}

// Asked from three places outside. What /ready says holds counts, and nothing about a case.
var asked = [
  { id: 'ready', text: '"status":"ready"', about: 'The bot is not ready: the store does not answer, or no replica runs.' }
  { id: 'undelivered', text: '"undelivered":0', about: 'A message was given up after many tries. See the log for notice.failed.' }
  { id: 'undone', text: '"undone":0', about: 'A deadline could not be dealt with. See the log for deadline.failed.' }
]

resource question 'Microsoft.Insights/webtests@2022-06-15' = [
  for each in asked: {
    name: '${name}-${each.id}'
    location: location
    kind: 'standard'
    tags: { 'hidden-link:${watch.id}': 'Resource' }
    properties: {
      Name: '${name}-${each.id}'
      SyntheticMonitorId: '${name}-${each.id}'
      Kind: 'standard'
      Enabled: true
      Frequency: 300
      Timeout: 30
      RetryEnabled: true
      Locations: [
        { Id: 'emea-ru-msa-edge' }
        { Id: 'emea-se-sto-edge' }
        { Id: 'emea-nl-ams-azr' }
      ]
      Request: {
        RequestUrl: '${url}/ready'
        HttpVerb: 'GET'
      }
      ValidationRules: {
        ExpectedHttpStatusCode: 200
        SSLCheck: true
        SSLCertRemainingLifetimeCheck: 14
        ContentValidation: {
          ContentMatch: each.text
          PassIfTextFound: true
        }
      }
    }
  }
]

resource answer 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for (each, at) in asked: {
    name: '${name}-${each.id}'
    location: 'global'
    properties: {
      description: each.about
      severity: each.id == 'ready' ? 0 : 1
      enabled: true
      scopes: [question[at].id, watch.id]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
        webTestId: question[at].id
        componentId: watch.id
        failedLocationCount: 2
      }
      actions: [{ actionGroupId: people.id }]
    }
  }
]

var measured = [
  {
    id: 'answers-fail'
    about: 'Requests end with a fault of ours.'
    scope: appResourceId
    namespace: 'Microsoft.App/containerApps'
    metric: 'Requests'
    aggregation: 'Total'
    above: 5
    dimensions: [{ name: 'statusCodeCategory', operator: 'Include', values: ['5xx'] }]
  }
  {
    id: 'restarts'
    about: 'Replicas restart again and again.'
    scope: appResourceId
    namespace: 'Microsoft.App/containerApps'
    metric: 'RestartCount'
    aggregation: 'Maximum'
    above: 3
    dimensions: []
  }
  {
    id: 'store-throttles'
    about: 'Cosmos DB turns requests away. The bot asks again; if it goes on, raise the throughput.'
    scope: cosmosId
    namespace: 'Microsoft.DocumentDB/databaseAccounts'
    metric: 'TotalRequests'
    aggregation: 'Count'
    above: 50
    dimensions: [{ name: 'StatusCode', operator: 'Include', values: ['429'] }]
  }
  {
    id: 'store-busy'
    about: 'Cosmos DB is near its limit. Raise the throughput before it turns requests away.'
    scope: cosmosId
    namespace: 'Microsoft.DocumentDB/databaseAccounts'
    metric: 'NormalizedRUConsumption'
    aggregation: 'Average'
    above: 80
    dimensions: []
  }
]

resource measure 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for each in measured: {
    name: '${name}-${each.id}'
    location: 'global'
    properties: {
      description: each.about
      severity: 2
      enabled: true
      scopes: [each.scope]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: each.id
            metricNamespace: each.namespace
            metricName: each.metric
            timeAggregation: each.aggregation
            operator: 'GreaterThan'
            threshold: each.above
            dimensions: each.dimensions
          }
        ]
      }
      actions: [{ actionGroupId: people.id }]
    }
  }
]

// The bot's own words for what a person on duty should look at.
var logged = [
  { id: 'work-stands', events: ['worker.failed'], above: 20, about: 'Messages and deadlines cannot be worked on: the store is away.' }
  { id: 'turns-fail', events: ['turn.failed', 'teams.turn-failed', 'slack.failed'], above: 5, about: 'People meet faults of ours.' }
  { id: 'cards-refused', events: ['slack.defect', 'teams.card-too-large'], above: 0, about: 'A card was refused by Slack or Teams: a defect, to be reported.' }
]

resource line 'Microsoft.Insights/scheduledQueryRules@2023-03-15-preview' = [
  for each in logged: {
    name: '${name}-${each.id}'
    location: location
    properties: {
      description: each.about
      severity: 1
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      // The table is there only once the first line was logged.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: 'ContainerAppConsoleLogs_CL | where ContainerAppName_s == "${name}" | extend line = parse_json(Log_s) | where tostring(line.event) in (${join(map(each.events, event => '"${event}"'), ', ')})'
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: each.above
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: { actionGroups: [people.id] }
    }
  }
]
