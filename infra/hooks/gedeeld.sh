# What both hooks use. Sourced; needs az, signed in with the right to make app registrations.
# shellcheck shell=sh

GRAPH=https://graph.microsoft.com/v1.0

zeg() {
  printf 'isop: %s\n' "$1"
}

stop() {
  printf 'isop: %s\n' "$1" >&2
  exit 1
}

nodig() {
  eval "waarde=\${$1:-}"
  [ -n "$waarde" ] || stop "$1 ontbreekt. Zet hem met: azd env set $1 <waarde>   ($2)"
}

# Makes the application with this unique name, or brings it to this state; a second time changes nothing.
registreer() {
  az rest --only-show-errors --output none --method PATCH \
    --url "$GRAPH/applications(uniqueName='$1')" \
    --headers 'Content-Type=application/json' 'Prefer=create-if-missing' --body "$2"
  az rest --only-show-errors --method GET --url "$GRAPH/applications(uniqueName='$1')?\$select=appId" --query appId --output tsv
}

# The same for the application's service principal in this tenant.
vestig() {
  az rest --only-show-errors --output none --method PATCH \
    --url "$GRAPH/servicePrincipals(appId='$1')" \
    --headers 'Content-Type=application/json' 'Prefer=create-if-missing' --body '{"accountEnabled":true}'
}

command -v az >/dev/null 2>&1 || stop 'az (Azure CLI) ontbreekt.'
az account show --only-show-errors --output none || stop 'Meld je eerst aan: az login'
