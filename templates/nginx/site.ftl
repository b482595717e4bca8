<#list header as line>
# ${line}
</#list>
#
# A whole site, to include from the http block, in conf.d/ or sites-enabled/. Before use, replace
# - the server's own certificate and key: Debian's self-signed example (package ssl-cert) stands here;
# - the root, or put your proxy_pass, fastcgi_pass or the like in its place. An application that gets the
#   result in a header must get it only from here: proxy_set_header X-SSL-Client-Verify $ssl_client_verify;
# Port 80 is not touched: let it serve redirects and ACME challenges only; it requests no certificate.

<#if log>
<#include "log-format.ftl">

</#if>
<#assign verify><#include "verify.ftl"></#assign>
server {
    listen ${site.port} ssl;
    listen [::]:${site.port} ssl;
<#if has("http2-directive")>
    http2 on;
</#if>
    server_name ${hostname};

    ssl_certificate ${quote.fixed(site.certificate)};
    ssl_certificate_key ${quote.fixed(site.privateKey)};
    ssl_protocols TLSv1.2<#if has("tls-1-3")> TLSv1.3</#if>;

<#list verify?trim?split("\n") as line>
    ${line}
</#list>

    root ${quote.fixed(site.root)};
}
