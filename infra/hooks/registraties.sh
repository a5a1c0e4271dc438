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

# What is asked of Graph: install this app for a person, and only this app; and find whose account an address is. Mail is no right
# of this registration: that is given on one mailbox, in Exchange (docs/deploy.md).
recht() {
  gevonden=$(az rest --only-show-errors --method GET \
    --url "$GRAPH/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')?\$select=appRoles" \
    --query "appRoles[?value=='$1'].id | [0]" --output tsv)
  [ -n "$gevonden" ] || stop "Microsoft Graph kent het recht $1 niet (meer)."
  printf '%s' "$gevonden"
}
installeren=$(recht TeamsAppInstallation.ReadWriteSelfForUser.All)
opzoeken=$(recht User.Read.All)

zeg "Registratie ISOP: bot, aanmelden en Graph; meerdere tenants; vraagt alleen de rechten om zichzelf te installeren en mensen op te zoeken."
bot=$(registreer "isop-$AZURE_ENV_NAME" '{
  "displayName": "ISOP",
  "signInAudience": "AzureADMultipleOrgs",
  "requiredResourceAccess": [{
    "resourceAppId": "00000003-0000-0000-c000-000000000000",
    "resourceAccess": [{ "id": "'"$installeren"'", "type": "Role" }, { "id": "'"$opzoeken"'", "type": "Role" }]
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
