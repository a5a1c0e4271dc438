#!/bin/sh
# Before the resources: the two registrations in Entra. Makes no secret, grants no consent; running it again changes nothing.
# Not yet run against a live tenant.
set -eu
# shellcheck source=infra/hooks/gedeeld.sh
. "$(dirname "$0")/gedeeld.sh"

nodig AZURE_ENV_NAME 'azd zet deze zelf'
nodig ISOP_TENANTS 'JSON: tenant-id met de e-maildomeinen, {"<tenant-id>":["school.nl"]}'
nodig ISOP_MAIL_SENDER 'de mailbox waaruit ISOP mailt'
nodig ISOP_CONTACT 'het adres voor vragen, staat op de paginas'
nodig ISOP_ALERT_EMAIL 'wie een mail krijgt als er iets misgaat'

# The one right that is asked of Graph: install this app for a person, and only this app.
recht=$(az rest --only-show-errors --method GET \
  --url "$GRAPH/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')?\$select=appRoles" \
  --query "appRoles[?value=='TeamsAppInstallation.ReadWriteSelfForUser.All'].id | [0]" --output tsv)
[ -n "$recht" ] || stop 'Microsoft Graph kent het recht TeamsAppInstallation.ReadWriteSelfForUser.All niet (meer).'

zeg "Registratie ISOP: bot, aanmelden en Graph; meerdere tenants; vraagt alleen het recht om zichzelf te installeren."
bot=$(registreer "isop-$AZURE_ENV_NAME" '{
  "displayName": "ISOP",
  "signInAudience": "AzureADMultipleOrgs",
  "requiredResourceAccess": [{
    "resourceAppId": "00000003-0000-0000-c000-000000000000",
    "resourceAccess": [{ "id": "'"$recht"'", "type": "Role" }]
  }]
}')
vestig "$bot"

zeg 'Registratie ISOP API: alleen het publiek van tokens voor de HTTP-API; vraagt geen rechten.'
api=$(registreer "isop-api-$AZURE_ENV_NAME" '{
  "displayName": "ISOP API",
  "signInAudience": "AzureADMultipleOrgs",
  "api": { "requestedAccessTokenVersion": 2 },
  "requiredResourceAccess": []
}')
vestig "$api"

azd env set ISOP_BOT_APP_ID "$bot"
azd env set ISOP_API_APP_ID "$api"
zeg "Klaar. ISOP is $bot, ISOP API is $api."
