<#list header as line>
# ${line}
</#list>

<#if log>
# Put this into the http block, outside of every server block, once for all hosts:
<#include "log-format.ftl">

</#if>
# Put this into every server block that serves TLS for ${hostname!"the host"}:
<#include "verify.ftl">
