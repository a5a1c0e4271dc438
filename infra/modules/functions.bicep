// The clock and what runs in the background: a custom handler on Flex Consumption. It serves nobody.
param location string
param token string
param tags object
param identityId string
param identityClientId string
param hostStorageName string

@description('Address of the blob container that the package is deployed to.')
param packageContainer string
param tableEndpoint string
param queueEndpoint string

@description('Address of the blob container that the backups of every night go to.')
param backupContainer string
param vaultUri string
param publicUrl string
param insightsConnection string

// No FUNCTIONS_WORKER_RUNTIME: this plan takes the runtime from functionAppConfig and refuses the setting.
var settings = {
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
  AZURE_CLIENT_ID: identityClientId
  AzureWebJobsStorage__accountName: hostStorageName
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__credential: 'managedidentity'
  // How the host itself reaches the queues that trigger a function.
  IsopQueue__clientId: identityClientId
  IsopQueue__credential: 'managedidentity'
  IsopQueue__queueServiceUri: queueEndpoint
  Isop__Backup: backupContainer
  Isop__BackupKey: '${vaultUri}keys/backup'
  // Signs certificates; only this identity may use it (roles.bicep).
  Isop__Certificaten__Sleutel: '${vaultUri}keys/certificaten'
  // Stands in every certificate: where anybody checks it.
  Isop__PublicUrl: publicUrl
  Isop__Queue: queueEndpoint
  // Wraps the keys of each stage-evaluatie, of its answers and of its counts; only this identity may use it (roles.bicep).
  Isop__StageEvaluaties__Sleutel: '${vaultUri}keys/stage-evaluatie'
  Isop__Storage: tableEndpoint
}

resource farm 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'plan-isop-functions-${token}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource site 'Microsoft.Web/sites@2024-11-01' = {
  name: 'isop-functions-${token}'
  location: location
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: farm.id
    httpsOnly: true
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainer
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'custom', version: '1.0' }
      scaleAndConcurrency: { instanceMemoryMB: 512, maximumInstanceCount: 40 }
    }
    siteConfig: { minTlsVersion: '1.2', scmMinTlsVersion: '1.2', ftpsState: 'Disabled', remoteDebuggingEnabled: false }
  }

  resource appSettings 'config' = { name: 'appsettings', properties: settings }

  resource ftp 'basicPublishingCredentialsPolicies' = { name: 'ftp', properties: { allow: false } }

  resource scm 'basicPublishingCredentialsPolicies' = { name: 'scm', properties: { allow: false } }
}
