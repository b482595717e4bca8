<#-- What stands in the server block. ssl_client_certificate and not ssl_trusted_certificate: it names the CA to the
     client, and it changes the session context, so that sessions from before do a full handshake. -->
<#if caFile??>
ssl_client_certificate ${quote.path(caFile)};
ssl_verify_depth ${depth};
<#if crlFile??>
ssl_crl ${quote.path(crlFile)};
</#if>
</#if>
${directive}
<#if log>
# A log here replaces the logs of the http block: repeat those that this host should keep.
<#include "log.ftl">
</#if>
