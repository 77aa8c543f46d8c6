#!/bin/sh
# Loads what operators would: cluster settings, retention and, once Dashboards answers, its saved objects.
# The index template is installed by audit-indexer itself. Roles need the security plugin and are not loaded here.
set -eu
: "${OPENSEARCH_URL:=http://opensearch:9200}"
: "${DASHBOARDS_URL:=http://dashboards:5601}"
folder=${1:-/deploy}

until curl -fsS "$OPENSEARCH_URL/_cluster/health" >/dev/null 2>&1; do sleep 1; done
curl -fsS -X PUT "$OPENSEARCH_URL/_cluster/settings" -H 'Content-Type: application/json' \
  -d '{"persistent":{"action.auto_create_index":"-sluice-audit-*,+*"}}'
policy="$OPENSEARCH_URL/_plugins/_ism/policies/sluice-audit"
if ! curl -fsS "$policy" >/dev/null 2>&1; then
  curl -fsS -X PUT "$policy" -H 'Content-Type: application/json' \
    --data-binary "@$folder/opensearch/retention-policy.json"
fi

until curl -fsS "$DASHBOARDS_URL/api/status" >/dev/null 2>&1; do sleep 2; done
curl -fsS -X POST "$DASHBOARDS_URL/api/saved_objects/_import?overwrite=true" -H 'osd-xsrf: true' \
  --form "file=@$folder/opensearch-dashboards/sluice-audit.ndjson"
