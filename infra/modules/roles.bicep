// Who may do what, on the smallest thing that Azure can give a right on.
param botPrincipalId string
param functionsPrincipalId string
param storageName string
param hostStorageName string
param tables array
param vaultName string
param insightsName string

var role = {
  tableContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  tableReader: '76199698-9eea-4c19-bc75-cec21354c6b6'
  queueReader: '19e7f393-937e-4f77-808e-94535e297925'
  queueContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  queueSender: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
  queueProcessor: '8a0f0c08-91a1-4084-bc3d-661d67233fed'
  blobOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  blobContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  keyUser: 'e147488a-f6f5-4113-8e2d-b22465e65bf6'
  keySigner: '12338af0-0e69-4776-bea7-57ae8d297424'
  metricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}

var both = [
  { name: 'bot', principal: botPrincipalId }
  { name: 'functions', principal: functionsPrincipalId }
]

// The bot waits for a kick, rings itself and tells at /gezond how many messages lie there, and asks for certificates; functions ring, and
// take what is asked of certificates.
var queueRights = [
  { queue: 'isop-kick', name: 'bot', principal: botPrincipalId, role: role.queueProcessor }
  { queue: 'isop-kick', name: 'bot', principal: botPrincipalId, role: role.queueSender }
  { queue: 'isop-kick', name: 'bot', principal: botPrincipalId, role: role.queueReader }
  { queue: 'isop-kick', name: 'functions', principal: functionsPrincipalId, role: role.queueSender }
  { queue: 'isop-kick-poison', name: 'bot', principal: botPrincipalId, role: role.queueSender }
  { queue: 'isop-kick-poison', name: 'bot', principal: botPrincipalId, role: role.queueReader }
  { queue: 'isop-certificaten', name: 'bot', principal: botPrincipalId, role: role.queueSender }
  { queue: 'isop-certificaten', name: 'functions', principal: functionsPrincipalId, role: role.queueContributor }
  { queue: 'isop-certificaten-poison', name: 'functions', principal: functionsPrincipalId, role: role.queueContributor }
]

// Only functions may open a backup or a stage-evaluatie: its answers when it closes, its counts when a year is released. And only functions
// sign certificates; of the roles that Azure has, "Key Vault Crypto User" is the least that signs.
var keyRights = [
  { key: 'dataprotection', name: 'bot', principal: botPrincipalId, role: role.keyUser }
  { key: 'backup', name: 'functions', principal: functionsPrincipalId, role: role.keyUser }
  { key: 'stage-evaluatie', name: 'functions', principal: functionsPrincipalId, role: role.keyUser }
  { key: 'certificaten', name: 'functions', principal: functionsPrincipalId, role: role.keySigner }
]

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName

  resource tableService 'tableServices' existing = {
    name: 'default'
    resource table 'tables' existing = [for name in tables: { name: name }]
  }

  resource queueService 'queueServices' existing = {
    name: 'default'
    resource queue 'queues' existing = [for right in queueRights: { name: right.queue }]
  }

  resource blobService 'blobServices' existing = {
    name: 'default'
    resource backups 'containers' existing = { name: 'backups' }
  }
}

resource host 'Microsoft.Storage/storageAccounts@2024-01-01' existing = { name: hostStorageName }

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
  resource key 'keys' existing = [for right in keyRights: { name: right.key }]
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = { name: insightsName }

resource onTablesOfBot 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, i) in tables: {
    name: guid(storage::tableService::table[i].id, 'bot', role.tableContributor)
    scope: storage::tableService::table[i]
    properties: {
      principalId: botPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.tableContributor)
    }
  }
]

resource onTablesOfFunctions 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (name, i) in tables: {
    name: guid(storage::tableService::table[i].id, 'functions', role.tableContributor)
    scope: storage::tableService::table[i]
    properties: {
      principalId: functionsPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.tableContributor)
    }
  }
]

// A backup lists the tables and reads them; listing is a right on the account.
resource onAllTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage.id, 'functions', role.tableReader)
  scope: storage
  properties: {
    principalId: functionsPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.tableReader)
  }
}

resource onQueues 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (right, i) in queueRights: {
    name: guid(storage::queueService::queue[i].id, right.name, right.role)
    scope: storage::queueService::queue[i]
    properties: {
      principalId: right.principal
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', right.role)
    }
  }
]

resource onBackups 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage::blobService::backups.id, 'functions', role.blobContributor)
  scope: storage::blobService::backups
  properties: {
    principalId: functionsPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.blobContributor)
  }
}

// The Functions host keeps its locks and the package here, and nothing of ours.
resource onHost 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(host.id, 'functions', role.blobOwner)
  scope: host
  properties: {
    principalId: functionsPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.blobOwner)
  }
}

resource onKeys 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (right, i) in keyRights: {
    name: guid(vault::key[i].id, right.name, right.role)
    scope: vault::key[i]
    properties: {
      principalId: right.principal
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', right.role)
    }
  }
]

resource onInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for identity in both: {
    name: guid(insights.id, identity.name, role.metricsPublisher)
    scope: insights
    properties: {
      principalId: identity.principal
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.metricsPublisher)
    }
  }
]
