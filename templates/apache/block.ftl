<#list header as line>
# ${line}
</#list>

# Put this into every <VirtualHost> section that serves TLS for ${hostname!"the host"}, near its end: the last of two
# directives wins. Not into a <Directory> or <Location>: Cloudflare's edge cannot answer a request that comes so late.
<#include "verify.ftl">
