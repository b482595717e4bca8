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
# If this host has no other log of its own, this log replaces the server-wide one: repeat that one here to keep it.
<#include "log.ftl">
</#if>
