<#-- What stands in the virtual host. -->
<#if caFile??>
SSLCACertificateFile ${quote.path(caFile)}
SSLVerifyDepth ${depth}
<#if crlFile??>
SSLCARevocationFile ${quote.path(crlFile)}
SSLCARevocationCheck chain
</#if>
</#if>
${directive}
<#if log>
# A host that has no log of its own stops writing to the server's with this one: repeat that one here to keep it.
<#include "log.ftl">
</#if>
