// Keys that never leave the vault. Each has one purpose and, in roles.bicep, one user.
param location string
param token string
param tags object
param workspaceId string

@description('What each key is for: pages and cookies, backups, the answers of a stage-evaluatie until it closes, and its counts for good, and certificates.')
var purposes = [
  { name: 'dataprotection', ops: ['wrapKey', 'unwrapKey'] }
  { name: 'backup', ops: ['wrapKey', 'unwrapKey'] }
  { name: 'stage-evaluatie', ops: ['wrapKey', 'unwrapKey'] }
  { name: 'certificaten', ops: ['sign', 'verify'] }
]

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'kv-isop-${take(token, 13)}'
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
  }

  resource key 'keys' = [
    for purpose in purposes: {
      name: purpose.name
      properties: {
        kty: 'RSA'
        keySize: 3072
        keyOps: purpose.ops
        attributes: { enabled: true, exportable: false }
      }
    }
  ]
}

// Who used which key. The state's own requests are not logged: their addresses hold the keys of documents.
resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: { workspaceId: workspaceId, logs: [{ category: 'AuditEvent', enabled: true }] }
}

output vaultName string = vault.name
output vaultId string = vault.id
output vaultUri string = vault.properties.vaultUri
