// ISOP in Azure: the bot (App Service), the clock (Functions), state (Table Storage), keys (Key Vault) and what watches over them.
// No secret is made, stored or passed anywhere: everything signs in with one of two managed identities.
targetScope = 'subscription'

@description('Name of this installation; part of every resource name.')
@minLength(2)
@maxLength(20)
param environmentName string

@description('Region of everything; the data stays there.')
param location string

@description('Client id of the Entra registration ISOP, made by the preprovision hook.')
param botAppId string

@description('Client id of the Entra registration ISOP API, made by the preprovision hook: the audience of tokens for the HTTP API. Empty for no API.')
param apiAppId string = ''

@description('The app\'s id in the catalogue of the organisation, known after it was uploaded; empty when ISOP is not to install itself for people.')
param catalogusId string = ''
@description('Whether appointments are kept in the Outlook of who organises them: true or false.')
@allowed(['true', 'false'])
param outlook string = 'false'

@description('Per tenant the e-mail domains it owns: <tenant id>=iselinge.nl,student.iselinge.nl;<tenant id>=rocgc.nl. Other tenants get silence. No JSON, because azd puts it between quotes as it is.')
param tenants string

@description('Addresses of the register whose owners see the parts of /gezond, besides the onderwijsbureau; with commas.')
param beheerders string = ''

@description('The mailbox that mail is sent from.')
param mailSender string

@description('Whom people write to when something does not work; shown on the pages.')
param contact string

@description('Who gets the alerts.')
param alertEmail string

@description('The site\'s own https address, when it has a domain of its own; empty for the one that App Service gives.')
param publicUrl string = ''

@description('Size of the bot\'s plan.')
@allowed(['B1', 'B2', 'P0v3', 'P1v3'])
param botPlan string = 'B1'

@description('How long logs and metrics are kept, in days.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName, application: 'isop' }
var botName = 'isop-bot-${token}'
var siteUrl = empty(publicUrl) ? 'https://${botName}.azurewebsites.net' : publicUrl

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-isop-${environmentName}'
  location: location
  tags: tags
}

module identities 'modules/identities.bicep' = {
  name: 'identities'
  scope: group
  params: { location: location, token: token, tags: tags }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: { location: location, token: token, tags: tags }
}

module keys 'modules/keys.bicep' = {
  name: 'keys'
  scope: group
  params: { location: location, token: token, tags: tags, workspaceId: monitoring.outputs.workspaceId }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: { location: location, token: token, tags: tags, retentionDays: logRetentionDays }
}

module roles 'modules/roles.bicep' = {
  name: 'roles'
  scope: group
  params: {
    botPrincipalId: identities.outputs.bot.principalId
    functionsPrincipalId: identities.outputs.functions.principalId
    storageName: storage.outputs.name
    hostStorageName: storage.outputs.hostName
    tables: storage.outputs.tables
    vaultName: keys.outputs.vaultName
    insightsName: monitoring.outputs.insightsName
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  scope: group
  params: {
    location: location
    name: botName
    plan: botPlan
    tags: tags
    identityId: identities.outputs.bot.id
    identityClientId: identities.outputs.bot.clientId
    botAppId: botAppId
    apiAppId: apiAppId
    catalogusId: catalogusId
    outlook: outlook
    publicUrl: siteUrl
    tenants: tenants
    beheerders: beheerders
    mailSender: mailSender
    contact: contact
    tableEndpoint: storage.outputs.tableEndpoint
    queueEndpoint: storage.outputs.queueEndpoint
    vaultUri: keys.outputs.vaultUri
    insightsConnection: monitoring.outputs.insightsConnection
  }
  dependsOn: [roles]
}

module functions 'modules/functions.bicep' = {
  name: 'functions'
  scope: group
  params: {
    location: location
    token: token
    tags: tags
    identityId: identities.outputs.functions.id
    identityClientId: identities.outputs.functions.clientId
    hostStorageName: storage.outputs.hostName
    packageContainer: storage.outputs.packageContainer
    tableEndpoint: storage.outputs.tableEndpoint
    queueEndpoint: storage.outputs.queueEndpoint
    backupContainer: storage.outputs.backupContainer
    vaultUri: keys.outputs.vaultUri
    publicUrl: siteUrl
    insightsConnection: monitoring.outputs.insightsConnection
  }
  dependsOn: [roles]
}

module botService 'modules/botService.bicep' = {
  name: 'botService'
  scope: group
  params: { token: token, tags: tags, botAppId: botAppId, endpoint: '${bot.outputs.publicUrl}/api/messages' }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    token: token
    tags: tags
    email: alertEmail
    workspaceId: monitoring.outputs.workspaceId
    botId: bot.outputs.id
    vaultId: keys.outputs.vaultId
  }
}

output BOT_URL string = bot.outputs.publicUrl
output BOT_PRINCIPAL_ID string = identities.outputs.bot.principalId
output BOT_CLIENT_ID string = identities.outputs.bot.clientId
output AZURE_RESOURCE_GROUP string = group.name
