// The one web application: messages of Teams, pages, and the worker that sends.
param location string
param name string
param plan string
param tags object
param identityId string
param identityClientId string
param botAppId string
param apiAppId string
param catalogusId string
param outlook string
param publicUrl string

@description('<tenant id>=<domain>,<domain>;<tenant id>=<domain>')
param tenants string

@description('Addresses, with commas.')
param beheerders string
param mailSender string
param contact string
param tableEndpoint string
param queueEndpoint string
param vaultUri string
param insightsConnection string

var settings = {
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
  AZURE_CLIENT_ID: identityClientId
  Isop__Aanmelden__ClientId: botAppId
  Isop__Aanmelden__ManagedIdentityClientId: identityClientId
  Isop__Api__Audience: apiAppId
  Isop__Bot__AppId: botAppId
  Isop__Bot__AppType: 'SingleTenant'
  Isop__Agenda__Outlook: outlook
  Isop__Bot__CatalogusId: catalogusId
  Isop__Bot__ManagedIdentityClientId: identityClientId
  Isop__Bot__TenantId: tenant().tenantId
  // Told where the key is, and not allowed to use it: only functions sign.
  Isop__Certificaten__Sleutel: '${vaultUri}keys/certificaten'
  Isop__Contact: contact
  Isop__KeyVault__Key: '${vaultUri}keys/dataprotection'
  Isop__Mail__Sender: mailSender
  Isop__PublicUrl: publicUrl
  Isop__Queue: queueEndpoint
  // The platform's own front end, which tells the visitor's address and scheme.
  Isop__ReverseProxy__KnownNetworks__0: '169.254.0.0/16'
  // Told where the key is, and not allowed to use it: answers that come in here can be opened by functions only.
  Isop__StageEvaluaties__Sleutel: '${vaultUri}keys/stage-evaluatie'
  Isop__Storage: tableEndpoint
  // What comes is already built.
  SCM_DO_BUILD_DURING_DEPLOYMENT: 'false'
}

var tenantSettings = toObject(
  flatten(map(
    filter(split(tenants, ';'), owner => !empty(trim(owner))),
    owner =>
      map(
        split(split(owner, '=')[1], ','),
        (domain, i) => { name: 'Isop__Tenants__${trim(split(owner, '=')[0])}__${i}', value: trim(domain) }
      )
  )),
  setting => setting.name,
  setting => setting.value
)

var beheerderSettings = toObject(
  map(
    filter(split(beheerders, ','), b => !empty(trim(b))),
    (b, i) => { name: 'Isop__Beheerders__${i}', value: trim(b) }
  ),
  setting => setting.name,
  setting => setting.value
)

resource farm 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'linux'
  sku: { name: plan }
  properties: { reserved: true }
}

resource site 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'bot' })
  kind: 'app,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: farm.id
    httpsOnly: true
    clientAffinityEnabled: false
    siteConfig: {
      linuxFxVersion: 'DOTNETCORE|10.0'
      alwaysOn: true
      healthCheckPath: '/gezond/klaar'
      ftpsState: 'Disabled'
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
      remoteDebuggingEnabled: false
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(settings, tenantSettings, beheerderSettings)
  }

  resource ftp 'basicPublishingCredentialsPolicies' = { name: 'ftp', properties: { allow: false } }

  resource scm 'basicPublishingCredentialsPolicies' = { name: 'scm', properties: { allow: false } }
}

output id string = site.id
output publicUrl string = publicUrl
