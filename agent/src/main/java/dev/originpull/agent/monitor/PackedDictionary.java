package dev.originpull.agent.monitor;

/** What reports have in common; the most frequent stands last, where deflate reaches it with the shortest distance. */
final class PackedDictionary {
    static final String TEXT = """
            "code":"LEAF_REFUSED","severity":"error","message":"The leaf gets alert 48 unknown_ca: what comes through Cloudflare is refused.",\
            "fix":"Put the certificate of the CA that issued the leaf into the CA file of whatever listens on  for , and see its error log: \
            it says why the certificate did not verify."},{"code":"SERVER_CERTIFICATE_EXPIRED","severity":"warning","message":"The server's own \
            certificate expired on ; under Full (strict) Cloudflare answers visitors with 526.","fix":"Renew the server's certificate, and \
            reload the server."},{"code":"SERVER_CERTIFICATE_NOT_FOR_HOSTNAME","severity":"warning","message":"The server's own certificate \
            (CN=) does not name ; under Full (strict) Cloudflare answers visitors with 526.","fix":"Give the server a certificate whose \
            subjectAltName holds , or see that the address serves this hostname at all."},{"code":"NOT_REQUESTED","severity":"error","message":"\
            The origin asks for no client certificate, so that it cannot know Cloudflare from anybody else.","fix":"Apache httpd: \
            `SSLVerifyClient require` in the <VirtualHost> that listens on 127.0.0.1:443 for www.example.com; `originpull generate apache --stage \
            required --ca-file /etc/nginx/origin-pull-ca.pem` prints the lines.","fix":"Make whatever listens on  for  demand a client certificate and verify it against \
            your CA; `originpull generate --list` names the servers that originpull writes this for."}],"durationMs":9.4}\
            "mode":"unreachable","expected":null,"verdict":"unknown","reason":"No TLS \
            conversation took place: no connection in 2.5 s, connection refused.","attempts":[{"identity":"leaf","tlsVersion":null,"cipher":null,\
            "alpn":null,"certificateRequested":null,"acceptableIssuers":null,"outcome":"unreachable","layer":"none","alert":null,"httpStatus":\
            null,"durationMs":1.5,"detail":"connection refused","phase":"connect","way":null}],"serverCertificate":null,"findings":[],\
            "durationMs":"mode":"off","expected":\
            "required","verdict":"fail","reason":"It requests no certificate; a client without one gets 200 OK.","certificateRequested":\
            false,"acceptableIssuers":null,"mode":"optional","expected":"required","verdict":"fail","reason":"It refuses a wrong certificate, but \
            a client without one gets 200 OK.","findings":[{"code":"NOT_ENFORCED","severity":"critical","message":"A client without a certificate \
            gets 200 OK.","fix":"NGINX: `ssl_verify_client on;` in the server block that listens on 127.0.0.1:443 for www.example.com; \
            `originpull generate nginx --stage required --ca-file /etc/nginx/origin-pull-ca.pem` prints the lines."}],"mode":"required","expected":"required","verdict":\
            "pass","reason":"It accepts only the leaf: a client without a certificate gets alert 116 certificate_required, one with a forged \
            certificate gets alert 48 unknown_ca.","cipher":"TLS_CHACHA20_POLY1305_SHA256","cipher":"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",\
            "tlsVersion":"TLSv1.2","cipher":"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256","alpn":null,"certificateRequested":true,\
            "acceptableIssuers":[],"outcome":"refused","layer":"tls-late","alert":{"number":116,"name":"certificate_required"},"httpStatus":null,\
            "durationMs":3.2,"detail":"alert 116 certificate_required","phase":"answer","way":null},"outcome":"refused","layer":"tls-handshake",\
            "alert":{"number":48,"name":\
            "unknown_ca"},"httpStatus":null,"durationMs":3.0,"detail":"alert 48 unknown_ca","phase":"answer","way":null}],\
            "serverCertificate":{"subject":"CN=www.example.com",\
            "issuer":"CN=R10,O=Let's Encrypt,C=US","notAfter":"2027-01-01T00:00:00Z","matchesHostname":true,"trusted":true},"findings":[],\
            "durationMs":9.4}{"address":"127.0.0.1:443","hostname":"www.example.com","mode":"required","expected":"required","verdict":"pass",\
            "reason":"It accepts only the leaf: a client without a certificate gets 400 No required SSL certificate was sent, one with a forged \
            certificate gets 400 The SSL certificate error.","attempts":[{"identity":"leaf","tlsVersion":"TLSv1.3","cipher":\
            "TLS_AES_256_GCM_SHA384","alpn":"http/1.1","certificateRequested":true,"acceptableIssuers":["CN=Origin Pull CA"],"outcome":"accepted",\
            "layer":"http","alert":null,"httpStatus":200,"durationMs":3.1,"detail":"200 OK","phase":null,"way":null},{"identity":"none",\
            "tlsVersion":"TLSv1.3","cipher":\
            "TLS_AES_128_GCM_SHA256","alpn":"http/1.1","certificateRequested":true,"acceptableIssuers":["CN=example.com"],"outcome":"refused",\
            "layer":"http","alert":null,"httpStatus":400,"durationMs":2.2,"detail":"400 No required SSL certificate was sent","phase":null,\
            "way":null},{"identity":\
            "forged","tlsVersion":"TLSv1.3","cipher":"TLS_AES_128_GCM_SHA256","alpn":"http/1.1","certificateRequested":true,\
            "acceptableIssuers":["CN="],"outcome":"refused","layer":"http","alert":null,"httpStatus":400,"durationMs":1.1,"detail":\
            "400 The SSL certificate error","phase":null,"way":null}],"serverCertificate":{"subject":"CN=www.example.com","issuer":"CN=example.com",\
            "notAfter":\
            "2026-12-01T00:00:00Z","matchesHostname":true,"trusted":false},"findings":[{"code":"ENFORCED_AT_HTTP","severity":"info","message":\
            "Every client completes the handshake; the refusal is an HTTP answer (400 No required SSL certificate was sent), as NGINX always does it.",\
            "fix":""}],"durationMs":9.4}""";

    private PackedDictionary() {}
}
