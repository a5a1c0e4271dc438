// The state in one account, what the Functions host needs for itself in another: so nobody has rights on the whole of the first.
param location string
param token string
param tags object

// Every table that the code uses (docs/storage.md). They are made here because an identity with rights on tables cannot make one.
var tables = [
  'agenda'
  'agendalinks'
  'apiimports'
  'apisleutels'
  'begeleidingsteam'
  'bevoegdheden'
  'bezorgingen'
  'bezorgproblemen'
  'bureau'
  'certificaten'
  'evaluatiebuffers'
  'gesprekken'
  'gewist'
  'golfsleutels'
  'installaties'
  'instrumenten'
  'intervisie'
  'koppelingen'
  'kwaliteitsimpulsen'
  'leases'
  'links'
  'meldingen'
  'outlook'
  'bezoeken'
  'register'
  'relais'
  'sessies'
  'sleutels'
  'stageevaluaties'
  'statuslijsten'
  'sturing'
  'taken'
  'trainingen'
  'tussenevaluaties'
  'vragenlijsten'
  'webhooks'
]
var queues = ['isop-kick', 'isop-kick-poison', 'isop-certificaten', 'isop-certificaten-poison']
var packages = 'packages'
var backups = 'backups'

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'stisop${token}'
  location: location
  tags: tags
  sku: { name: 'Standard_ZRS' }
  kind: 'StorageV2'
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource tableService 'tableServices' = {
    name: 'default'
    resource table 'tables' = [for name in tables: { name: name }]
  }

  resource queueService 'queueServices' = {
    name: 'default'
    resource queue 'queues' = [for name in queues: { name: name }]
  }

  resource blobService 'blobServices' = {
    name: 'default'
    properties: { deleteRetentionPolicy: { enabled: true, days: 7 } }
    resource backup 'containers' = { name: backups, properties: { publicAccess: 'None' } }
  }
}

resource host 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'stisoph${token}'
  location: location
  tags: tags
  sku: { name: 'Standard_LRS' }
  kind: 'StorageV2'
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobService 'blobServices' = {
    name: 'default'
    resource package 'containers' = { name: packages, properties: { publicAccess: 'None' } }
  }
}

output name string = account.name
output hostName string = host.name
output tables array = tables
output tableEndpoint string = account.properties.primaryEndpoints.table
output queueEndpoint string = account.properties.primaryEndpoints.queue
output packageContainer string = '${host.properties.primaryEndpoints.blob}${packages}'
output backupContainer string = '${account.properties.primaryEndpoints.blob}${backups}'
