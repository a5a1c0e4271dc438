#!/bin/sh
# Before the resources: the two registrations in Entra. Makes no secret, grants no consent; running it again changes nothing.
# Not yet run against a live tenant.
set -eu
# shellcheck source=infra/hooks/gedeeld.sh
. "$(dirname "$0")/gedeeld.sh"

nodig AZURE_ENV_NAME 'azd zet deze zelf'
nodig ISOP_TENANTS 'per tenant de e-maildomeinen: <tenant-id>=school.nl,student.school.nl;<tenant-id>=roc.nl'
nodig ISOP_MAIL_SENDER 'de mailbox waaruit ISOP mailt'
nodig ISOP_CONTACT 'het adres voor vragen, staat op de paginas'
nodig ISOP_ALERT_EMAIL 'wie een mail krijgt als er iets misgaat'

printf '%s' "$ISOP_TENANTS" | grep -Eq '^[0-9a-fA-F-]{36}=[a-zA-Z0-9.,-]+(;[0-9a-fA-F-]{36}=[a-zA-Z0-9.,-]+)*$' \
  || stop "ISOP_TENANTS is niet goed: $ISOP_TENANTS. Zo moet het: <tenant-id>=school.nl,student.school.nl;<tenant-id>=roc.nl"

# What is asked of Graph: install this app for a person, and only this app; and find whose account an address is. Mail is no right
# of this registration: that is given on one mailbox, in Exchange (docs/deploy.md).
recht() {
  gevonden=$(az rest --only-show-errors --method GET \
    --url "$GRAPH/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')?\$select=$1" \
    --query "$1[?value=='$2'].id | [0]" --output tsv)
  [ -n "$gevonden" ] || stop "Microsoft Graph kent het recht $2 niet (meer)."
  printf '%s' "$gevonden"
}
installeren=$(recht appRoles TeamsAppInstallation.ReadWriteSelfForUser.All)
opzoeken=$(recht appRoles User.Read.All)
# Who signs in shows who they are. Listed, so that the consent of an administrator covers it where people may not consent themselves.
openid=$(recht oauth2PermissionScopes openid)
profile=$(recht oauth2PermissionScopes profile)
email=$(recht oauth2PermissionScopes email)

# The permission that Teams asks a token for when the tab opens. The same id each time, so that a second run only confirms it.
tab=6a0f3c52-98d1-4e0b-9c57-2b7e4d1a8f36

zeg "Registratie ISOP: bot, aanmelden en Graph; meerdere tenants; vraagt alleen de rechten om zichzelf te installeren, mensen op te zoeken en te zien wie zich aanmeldt."
bot=$(registreer "isop-$AZURE_ENV_NAME" '{
  "displayName": "ISOP",
  "signInAudience": "AzureADMultipleOrgs",
  "api": {
    "requestedAccessTokenVersion": 2,
    "oauth2PermissionScopes": [{
      "id": "'"$tab"'", "value": "access_as_user", "type": "User", "isEnabled": true,
      "adminConsentDisplayName": "ISOP in Teams openen", "adminConsentDescription": "Teams laat ISOP zien wie je bent, zodat je in het tabblad meteen bent ingelogd.",
      "userConsentDisplayName": "ISOP in Teams openen", "userConsentDescription": "Teams laat ISOP zien wie je bent, zodat je in het tabblad meteen bent ingelogd."
    }]
  },
  "requiredResourceAccess": [{
    "resourceAppId": "00000003-0000-0000-c000-000000000000",
    "resourceAccess": [
      { "id": "'"$installeren"'", "type": "Role" }, { "id": "'"$opzoeken"'", "type": "Role" },
      { "id": "'"$openid"'", "type": "Scope" }, { "id": "'"$profile"'", "type": "Scope" }, { "id": "'"$email"'", "type": "Scope" }
    ]
  }]
}')
vestig "$bot"

# Apart, because it names a permission that must be there first. In this order: Teams on a computer or phone, Teams in a browser, Microsoft 365 in a
# browser, on a computer, on a phone (Outlook on a computer too), Outlook in a browser, on a phone.
zeg 'Teams, Microsoft 365 en Outlook mogen het tabblad laten zien wie er inlogt, zonder dat iemand daar nog toestemming voor geeft.'
vertrouwd=
for programma in 1fec8e78-bce4-4aaf-ab1b-5451cc387264 5e3ce6c0-2b1f-4285-8d4b-75ee78787346 4765445b-32c6-49b0-83e6-1d93765276ca \
  0ec893e0-5785-4de6-99da-4ed124e5296c d3590ed6-52b3-4102-aeff-aad2292ab01c bc59ab01-8403-45c6-8796-ac3ef710b3e3 27922004-5251-4030-b22d-91ecd9a37ea4; do
  vertrouwd="$vertrouwd${vertrouwd:+, }{ \"appId\": \"$programma\", \"delegatedPermissionIds\": [\"$tab\"] }"
done
az rest --only-show-errors --output none --method PATCH \
  --url "$GRAPH/applications(appId='$bot')" --headers 'Content-Type=application/json' \
  --body '{ "api": { "preAuthorizedApplications": ['"$vertrouwd"'] } }'

# The permission that a program asks to act for somebody. The same id each time.
programma_scope=3d9f1f60-55d5-4b0d-8a65-f0a4c0a3b7e2

zeg 'Registratie ISOP API: alleen het publiek van tokens voor de HTTP-API; vraagt geen rechten.'
api=$(registreer "isop-api-$AZURE_ENV_NAME" '{
  "displayName": "ISOP API",
  "signInAudience": "AzureADMultipleOrgs",
  "api": {
    "requestedAccessTokenVersion": 2,
    "oauth2PermissionScopes": [{
      "id": "'"$programma_scope"'", "value": "access_as_user", "type": "User", "isEnabled": true,
      "adminConsentDisplayName": "ISOP gebruiken als jezelf", "adminConsentDescription": "Een flow of app doet in ISOP wat wie haar maakte daar ook mag.",
      "userConsentDisplayName": "ISOP gebruiken als jezelf", "userConsentDescription": "Een flow of app doet in ISOP wat jij daar ook mag."
    }]
  },
  "optionalClaims": { "accessToken": [{ "name": "email" }] },
  "requiredResourceAccess": []
}')
vestig "$api"

azd env set ISOP_BOT_APP_ID "$bot"
azd env set ISOP_API_APP_ID "$api"
zeg "Klaar. ISOP is $bot, ISOP API is $api."
