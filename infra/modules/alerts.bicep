// What somebody must be told, by mail: people who got no message, a clock that stands still, a site that fails, something that expires.
param location string
param token string
param tags object
param email string
param workspaceId string
param botId string
param vaultId string

resource who 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-isop-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'isop'
    enabled: true
    emailReceivers: [{ name: 'beheer', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource notArrived 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'isop-niet-aangekomen'
  location: location
  tags: tags
  properties: {
    displayName: 'ISOP: berichten kwamen niet aan'
    description: 'Meer dan vijf berichten in een uur kwamen niet aan. Kijk op de pagina Berichten van het onderwijsbureau: daar staat per bericht waarom.'
    severity: 2
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    autoMitigate: true
    // A workspace without data does not know these tables yet.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          // NotCounted: nobody can send, for want of a right or a token. The empty table is there for before the first metric.
          query: 'union isfuzzy=true (datatable(TimeGenerated: datetime, ItemCount: int) []), (AppMetrics | where Name == "isop.bezorging.retour" or (Name == "isop.bezorging.send" and tostring(Properties.outcome) in ("Failed", "NotReachable", "NotCounted")))'
          timeAggregation: 'Total'
          metricMeasureColumn: 'ItemCount'
          operator: 'GreaterThan'
          threshold: 5
        }
      ]
    }
    actions: { actionGroups: [who.id] }
  }
}

// Functions plan; when they do not, the bot does. Both count: this is about nobody planning.
resource noPlanning 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'isop-geen-planning'
  location: location
  tags: tags
  properties: {
    displayName: 'ISOP: een uur lang geen planning'
    description: 'Er liep een uur lang geen planning: er komen geen nieuwe berichten klaar. Kijk of functions en de bot draaien (/gezond).'
    severity: 1
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    autoMitigate: true
    // A workspace without data does not know these tables yet.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: 'union isfuzzy=true (datatable(TimeGenerated: datetime) []), (AppMetrics | where Name == "isop.planning.run"), (AppRequests | where Name == "Planning" and Success == true)'
          timeAggregation: 'Count'
          operator: 'LessThan'
          threshold: 1
        }
      ]
    }
    actions: { actionGroups: [who.id] }
  }
}

resource fails 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'isop-5xx'
  location: 'global'
  tags: tags
  properties: {
    description: 'De site gaf in een kwartier meer dan vijf keer een fout (5xx).'
    severity: 2
    enabled: true
    scopes: [botId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'fouten'
          metricNamespace: 'Microsoft.Web/sites'
          metricName: 'Http5xx'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 5
        }
      ]
    }
    actions: [{ actionGroupId: who.id }]
  }
}

// Nothing of ours expires by itself; whatever somebody once gives an end in the vault is told before it ends.
resource vaultEvents 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'evt-isop-${token}'
  location: location
  tags: tags
  properties: { source: vaultId, topicType: 'Microsoft.KeyVault.vaults' }

  resource expiry 'eventSubscriptions' = {
    name: 'isop-verloopt'
    properties: {
      eventDeliverySchema: 'CloudEventSchemaV1_0'
      filter: {
        includedEventTypes: [
          'Microsoft.KeyVault.KeyNearExpiry'
          'Microsoft.KeyVault.SecretNearExpiry'
          'Microsoft.KeyVault.CertificateNearExpiry'
        ]
      }
      destination: {
        endpointType: 'MonitorAlert'
        properties: {
          severity: 'Sev2'
          description: 'In de kluis van ISOP verloopt binnenkort iets.'
          actionGroups: [who.id]
        }
      }
    }
  }
}
