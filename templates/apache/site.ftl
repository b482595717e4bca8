<#list header as line>
# ${line}
</#list>
#
# A whole site: sites-available/ on Debian and Ubuntu (with a2enmod ssl and a2ensite), conf.d/ on Fedora and its
# kin. Before use, replace
# - the server's own certificate and key: Debian's self-signed example (package ssl-cert) stands here;
# - the DocumentRoot, or put your ProxyPass in its place.
# The server must listen on the port: `Listen ${site.port}`, which distributions have in ports.conf or ssl.conf for 443.
# Port 80 is not touched: let it serve redirects and ACME challenges only; it requests no certificate.

<#assign verify><#include "verify.ftl"></#assign>
<VirtualHost *:${site.port}>
<#if wildcard>
    ServerName ${hostname?replace("*", "www")}
    ServerAlias ${hostname}
<#else>
    ServerName ${hostname}
</#if>

    SSLEngine on
    SSLCertificateFile ${quote.path(site.certificate)}
    SSLCertificateKeyFile ${quote.path(site.privateKey)}
    SSLProtocol all -SSLv3 -TLSv1 -TLSv1.1

<#list verify?trim?split("\n") as line>
    ${line}
</#list>

    DocumentRoot ${quote.path(site.root)}
    <Directory ${quote.pattern(site.root)}>
        Require all granted
    </Directory>
</VirtualHost>
