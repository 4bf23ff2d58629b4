{{- define "grapnel-agent.name" -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- define "grapnel-agent.selector" -}}
app.kubernetes.io/name: {{ include "grapnel-agent.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "grapnel-agent.labels" -}}
{{ include "grapnel-agent.selector" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "grapnel-agent.commonName" -}}
{{- .Values.identity.commonName | default (include "grapnel-agent.name" .) -}}
{{- end -}}

{{/* What the daemon reads. */}}
{{- define "grapnel-agent.toml" -}}
[agent]
socket = "/run/grapnel-agent/agent.sock"
# The kubelet's probes come from outside the pod's loopback; nothing secret is shown there.
management = "0.0.0.0:9465"
log = {{ .Values.log | toJson }}

[profile.workload]
certificate = "/run/grapnel-identity/tls.crt"
private-key = "/run/grapnel-identity/tls.key"
# The issuers follow the certificate in the same file; the leaf among them is passed over.
intermediates = "/run/grapnel-identity/tls.crt"
trust-anchor-arn = {{ required "session.trustAnchorArn is required" .Values.session.trustAnchorArn | toJson }}
profile-arn = {{ required "session.profileArn is required" .Values.session.profileArn | toJson }}
role-arn = {{ required "session.roleArn is required" .Values.session.roleArn | toJson }}
session-duration = {{ .Values.session.durationSeconds | int }}
{{- with .Values.session.endpoint }}
endpoint = {{ . | toJson }}
{{- end }}
{{- if .Values.session.caConfigMap.name }}
ca-bundle = "/etc/grapnel-ca/ca.crt"
{{- end }}

[profile.workload.container]
listen = "127.0.0.1:9910"
token-file = "/run/grapnel-token/token"
# The application runs as another user: it reads the token by the pod's group.
token-group-readable = true
{{- end -}}

{{- define "grapnel-agent.containerSecurity" -}}
runAsUser: 10001
runAsGroup: 10001
runAsNonRoot: true
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{/* The native sidecars, for initContainers. */}}
{{- define "grapnel-agent.sidecars" -}}
{{- if eq .Values.identity.source "spiffe" -}}
- name: spiffe-helper
  image: {{ .Values.identity.spiffe.image }}
  restartPolicy: Always
  args: [-config, /etc/spiffe-helper/helper.conf]
  # The agent's user, so that the key can stay of mode 0600.
  securityContext: {{- include "grapnel-agent.containerSecurity" . | nindent 4 }}
  resources:
    requests: {cpu: 10m, memory: 32Mi}
    limits: {memory: 64Mi}
  volumeMounts:
    - {name: spiffe-workload-api, mountPath: /spiffe-workload-api, readOnly: true}
    - {name: grapnel-configuration, mountPath: /etc/spiffe-helper, readOnly: true}
    - {name: grapnel-identity, mountPath: /run/grapnel-identity}
{{ end -}}
- name: grapnel-agent
  image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  restartPolicy: Always
  args: [daemon, --config, /etc/grapnel/agent.toml]
  ports:
    - {name: agent, containerPort: 9465}
  # The application starts once the agent holds credentials.
  startupProbe:
    httpGet: {path: /readyz, port: agent}
    periodSeconds: 1
    failureThreshold: 120
  livenessProbe:
    httpGet: {path: /livez, port: agent}
    periodSeconds: 10
    timeoutSeconds: 5
    failureThreshold: 6
  securityContext: {{- include "grapnel-agent.containerSecurity" . | nindent 4 }}
  resources: {{- toYaml .Values.resources | nindent 4 }}
  volumeMounts:
    - {name: grapnel-configuration, mountPath: /etc/grapnel, readOnly: true}
    - {name: grapnel-identity, mountPath: /run/grapnel-identity, readOnly: true}
    - {name: grapnel-run, mountPath: /run/grapnel-agent}
    - {name: grapnel-token, mountPath: /run/grapnel-token}
    {{- if .Values.session.caConfigMap.name }}
    - {name: grapnel-ca, mountPath: /etc/grapnel-ca, readOnly: true}
    {{- end }}
{{- end -}}

{{/* What a container of the application needs in its environment. */}}
{{- define "grapnel-agent.environment" -}}
- {name: AWS_CONTAINER_CREDENTIALS_FULL_URI, value: "http://127.0.0.1:9910/credentials"}
- {name: AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, value: /run/grapnel-token/token}
{{- end -}}

{{/* What a container of the application mounts. */}}
{{- define "grapnel-agent.mounts" -}}
- {name: grapnel-token, mountPath: /run/grapnel-token, readOnly: true}
{{- end -}}

{{- define "grapnel-agent.volumes" -}}
- name: grapnel-configuration
  configMap: {name: {{ include "grapnel-agent.name" . }}-agent}
- name: grapnel-run
  emptyDir: {medium: Memory, sizeLimit: 1Mi}
- name: grapnel-token
  emptyDir: {medium: Memory, sizeLimit: 1Mi}
{{- if .Values.session.caConfigMap.name }}
- name: grapnel-ca
  configMap:
    name: {{ .Values.session.caConfigMap.name }}
    items: [{key: {{ .Values.session.caConfigMap.key }}, path: ca.crt}]
{{- end }}
- name: grapnel-identity
{{- if eq .Values.identity.source "certManagerCsi" }}
  csi:
    driver: csi.cert-manager.io
    readOnly: true
    volumeAttributes:
      csi.cert-manager.io/issuer-name: {{ required "identity.issuer.name is required" .Values.identity.issuer.name }}
      csi.cert-manager.io/issuer-kind: {{ .Values.identity.issuer.kind }}
      csi.cert-manager.io/issuer-group: {{ .Values.identity.issuer.group }}
      csi.cert-manager.io/common-name: {{ include "grapnel-agent.commonName" . }}
      csi.cert-manager.io/duration: {{ .Values.identity.duration }}
      csi.cert-manager.io/key-usages: digital signature,client auth
      # The files are for the group of the agent.
      csi.cert-manager.io/fs-group: "10001"
{{- else if eq .Values.identity.source "spiffe" }}
  emptyDir: {medium: Memory, sizeLimit: 1Mi}
- name: spiffe-workload-api
  csi: {driver: {{ .Values.identity.spiffe.csiDriver }}, readOnly: true}
{{- else if eq .Values.identity.source "certManager" }}
  secret: {secretName: {{ include "grapnel-agent.name" . }}-identity, defaultMode: 0440}
{{- else }}
  secret: {secretName: {{ required "identity.secretName is required" .Values.identity.secretName }}, defaultMode: 0440}
{{- end }}
{{- end -}}

{{/* The pod of the application with its agent. */}}
{{- define "grapnel-agent.pod" -}}
metadata:
  labels:
    {{- include "grapnel-agent.selector" . | nindent 4 }}
    {{- with .Values.workload.podLabels }}{{ toYaml . | nindent 4 }}{{ end }}
  annotations:
    grapnel.dev/configuration: {{ include "grapnel-agent.toml" . | sha256sum }}
    {{- with .Values.workload.podAnnotations }}{{ toYaml . | nindent 4 }}{{ end }}
spec:
  {{- with .Values.workload.serviceAccountName }}
  serviceAccountName: {{ . }}
  {{- end }}
  automountServiceAccountToken: false
  {{- with .Values.imagePullSecrets }}
  imagePullSecrets: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if eq .Values.workload.kind "Job" }}
  restartPolicy: OnFailure
  {{- end }}
  securityContext: {{- mergeOverwrite (deepCopy .Values.workload.securityContext) (dict "fsGroup" 10001) | toYaml | nindent 4 }}
  initContainers: {{- include "grapnel-agent.sidecars" . | nindent 4 }}
  containers:
    {{- $environment := include "grapnel-agent.environment" . | fromYamlArray }}
    {{- $mounts := include "grapnel-agent.mounts" . | fromYamlArray }}
    {{- if not .Values.workload.containers }}{{ fail "workload.containers is required: the application" }}{{ end }}
    {{- range .Values.workload.containers }}
    {{- $env := concat $environment ($.Values.workload.env | default list) (.env | default list) }}
    {{- $own := dict "env" $env "volumeMounts" (concat $mounts (.volumeMounts | default list)) }}
    - {{ mergeOverwrite (deepCopy .) $own | toYaml | nindent 6 | trim }}
    {{- end }}
  volumes:
    {{- include "grapnel-agent.volumes" . | nindent 4 }}
    {{- with .Values.workload.volumes }}{{ toYaml . | nindent 4 }}{{ end }}
{{- end -}}
