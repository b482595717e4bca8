<#list header as line>
# ${line}
</#list>

# Goes into every <VirtualHost> section that answers TLS for ${hostname!"the host"}, near its end: the last of two
# directives wins. Not into a <Directory> or <Location>: Cloudflare's edge cannot answer when asked that late.
<#include "verify.ftl">
