{{/* The name of everything, at most 52 characters: the controller appends to a StatefulSet's. */}}
{{- define "trust-anchor-service.name" -}}
{{- $name := .Release.Name -}}
{{- if not (contains "trust-anchor-service" $name) -}}{{- $name = printf "%s-trust-anchor-service" $name -}}{{- end -}}
{{- $name | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- define "trust-anchor-service.selector" -}}
app.kubernetes.io/name: trust-anchor-service
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "trust-anchor-service.labels" -}}
{{ include "trust-anchor-service.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{/* The Secret of the API's certificate; empty if each replica makes its own. */}}
{{- define "trust-anchor-service.tlsSecret" -}}
{{- if .Values.tls.secretName -}}
{{- .Values.tls.secretName -}}
{{- else if .Values.tls.certManager.enabled -}}
{{- include "trust-anchor-service.name" . -}}-tls
{{- end -}}
{{- end -}}

{{/* The names that the cluster gives the service. */}}
{{- define "trust-anchor-service.names" -}}
{{- $name := include "trust-anchor-service.name" . -}}
{{- $space := .Release.Namespace -}}
{{- list $name (printf "%s.%s" $name $space) (printf "%s.%s.svc" $name $space) (printf "%s.%s.svc.cluster.local" $name $space) | toJson -}}
{{- end -}}

{{/* What serve reads: the chart's settings and the user's, the top level first. JSON's scalars and lists are TOML's. */}}
{{- define "trust-anchor-service.toml" -}}
{{- $store := dict "url" (required "database.url is required: jdbc:postgresql://HOST/DATABASE" .Values.database.url) "user" .Values.database.user "password_file" "/etc/grapnel/secrets/database-password" -}}
{{- $own := dict "listen" "0.0.0.0:8443" "management" "0.0.0.0:9464" "data" "/data/state" "store" $store "keys" (dict "master_key_file" "/etc/grapnel/secrets/master-key") -}}
{{- if include "trust-anchor-service.tlsSecret" . -}}
{{- $_ := set $own "tls" (dict "certificate" "/etc/grapnel/tls/tls.crt" "key" "/etc/grapnel/tls/tls.key") -}}
{{- else -}}
{{- $_ := set $own "tls" (dict "names" (include "trust-anchor-service.names" . | fromJsonArray)) -}}
{{- end -}}
{{- with .Values.account -}}{{- $_ := set $own "account" . -}}{{- end -}}
{{- $all := mergeOverwrite $own (deepCopy .Values.settings) -}}
{{- range $key, $value := $all }}{{ if not (kindIs "map" $value) }}
{{ $key }} = {{ $value | toJson }}
{{- end }}{{ end }}
{{- range $section, $settings := $all }}{{ if kindIs "map" $settings }}

[{{ $section }}]
{{- range $key, $value := $settings }}
{{ $key }} = {{ $value | toJson }}
{{- end }}{{ end }}{{ end }}
{{- end -}}
