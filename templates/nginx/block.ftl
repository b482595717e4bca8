<#list header as line>
# ${line}
</#list>

<#if log>
# Goes into the http block, outside of every server block, once however many hosts use it:
<#include "log-format.ftl">

</#if>
# Goes into every server block that answers TLS for ${hostname!"the host"}:
<#include "verify.ftl">
