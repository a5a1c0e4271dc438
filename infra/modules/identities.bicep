// Two identities: the bot talks to people, functions run by the clock. What each may do stands in roles.bicep.
param location string
param token string
param tags object

resource bot 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-isop-bot-${token}'
  location: location
  tags: tags
}

resource functions 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-isop-functions-${token}'
  location: location
  tags: tags
}

output bot object = { id: bot.id, clientId: bot.properties.clientId, principalId: bot.properties.principalId }
output functions object = {
  id: functions.id
  clientId: functions.properties.clientId
  principalId: functions.properties.principalId
}
