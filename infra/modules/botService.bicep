// The bot's entry at Azure Bot Service, with Teams as its only channel.
param token string
param tags object
param botAppId string

@description('Where messages go: https://…/api/messages.')
param endpoint string

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: 'bot-isop-${token}'
  location: 'global'
  tags: tags
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: 'ISOP'
    endpoint: endpoint
    // The registration is multi-tenant; bot resources of that type can no longer be made, and the type says only where tokens come from.
    msaAppType: 'SingleTenant'
    msaAppId: botAppId
    msaAppTenantId: tenant().tenantId
    disableLocalAuth: true
    isStreamingSupported: false
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: { channelName: 'MsTeamsChannel', properties: { isEnabled: true, enableCalling: false } }
  }
}
