#!/bin/sh
# After the resources: the registration ISOP trusts the bot's managed identity, so that there is nothing to keep or renew.
# Running it again changes nothing. Not yet run against a live tenant.
set -eu
# shellcheck source=infra/hooks/gedeeld.sh
. "$(dirname "$0")/gedeeld.sh"

nodig ISOP_BOT_APP_ID 'gemaakt door registraties.sh'
nodig ISOP_API_APP_ID 'gemaakt door registraties.sh'
nodig BOT_PRINCIPAL_ID 'uitkomst van infra/main.bicep'
nodig BOT_URL 'uitkomst van infra/main.bicep'

tenant=$(az account show --only-show-errors --query tenantId --output tsv)
domein=${BOT_URL#https://}

zeg "ISOP vertrouwt de managed identity van de bot ($BOT_PRINCIPAL_ID)."
az rest --only-show-errors --output none --method PATCH \
  --url "$GRAPH/applications(appId='$ISOP_BOT_APP_ID')/federatedIdentityCredentials(name='bot')" \
  --headers 'Content-Type=application/json' 'Prefer=create-if-missing' \
  --body '{
    "issuer": "https://login.microsoftonline.com/'"$tenant"'/v2.0",
    "subject": "'"$BOT_PRINCIPAL_ID"'",
    "audiences": ["api://AzureADTokenExchange"],
    "description": "De bot in App Service"
  }'

zeg "Waar aanmelden terugkomt: $BOT_URL/aanmelden/terug."
az rest --only-show-errors --output none --method PATCH \
  --url "$GRAPH/applications(appId='$ISOP_BOT_APP_ID')" --headers 'Content-Type=application/json' \
  --body '{ "web": { "redirectUris": ["'"$BOT_URL"'/aanmelden/terug"] } }'

# Apart: an organisation may only take addresses of a domain it has verified. Everything but single sign-on in Teams works without.
zeg "Het adres van ISOP voor Teams: api://$domein/botid-$ISOP_BOT_APP_ID."
az rest --only-show-errors --output none --method PATCH \
  --url "$GRAPH/applications(appId='$ISOP_BOT_APP_ID')" --headers 'Content-Type=application/json' \
  --body '{ "identifierUris": ["api://'"$domein"'/botid-'"$ISOP_BOT_APP_ID"'"] }' \
  || zeg 'Dat adres wordt niet aangenomen. Voeg het domein toe aan de tenant, zet ISOP_PUBLIC_URL, en geef nog eens: azd up. De rest werkt al.'
az rest --only-show-errors --output none --method PATCH \
  --url "$GRAPH/applications(appId='$ISOP_API_APP_ID')" --headers 'Content-Type=application/json' \
  --body '{ "identifierUris": ["api://'"$ISOP_API_APP_ID"'"] }'

zeg 'Klaar. Nog te doen, een keer:'
zeg "1. Een beheerder van elke tenant geeft toestemming: https://login.microsoftonline.com/<tenant-id>/adminconsent?client_id=$ISOP_BOT_APP_ID"
zeg "2. Maak de app voor Teams: manifest/pack --app-id $ISOP_BOT_APP_ID --domain $domein"
zeg '3. Zet na het uploaden de id die het Teams-beheercentrum toont: azd env set ISOP_CATALOGUS_ID <id>, en nog eens azd up.'
zeg '4. Geef de mailbox vrij voor de bot, om te mailen en om te zien wat terugkomt: docs/deploy.md, "The mailbox".'
