package dev.originpull.agent.rollout;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.pki.DistinguishedNames;
import dev.originpull.agent.pki.SharedCa;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The server is told to trust no CA but those that lead to the leaf: no probe would see that another one's certificates are let in.
 *
 * @param leading what leads from the leaf to its root
 * @param further the CA file's other certificates
 * @param refusing whether the gate says no, and does not only name what it would refuse
 */
record NoFurtherCas(List<X509Certificate> leading, List<X509Certificate> further, boolean refusing) implements Gate {
    private static final int MOST_NAMED = 5;

    NoFurtherCas {
        leading = List.copyOf(leading);
        further = List.copyOf(further);
    }

    @Override
    public GateName name() {
        return GateName.TRUSTED_CAS;
    }

    @Override
    public Finding look(Sight sight) {
        if (further.stream().anyMatch(SharedCa::is) || leading.stream().anyMatch(SharedCa::is)) {
            String evidence = "the CA file holds Cloudflare's shared CA (origin-pull.cloudflare.net), with which every "
                    + "customer of Cloudflare gets in: take it out, once Cloudflare presents your own leaf";
            return refusing ? Finding.no(evidence) : Finding.note(evidence);
        }
        if (further.isEmpty()) {
            return Finding.holds("every CA in the file leads to the leaf");
        }
        String names = further.stream()
                .limit(MOST_NAMED)
                .map(ca -> "'" + Printable.of(DistinguishedNames.of(ca.getSubjectX500Principal())) + "'")
                .collect(Collectors.joining(", "));
        return Finding.note(
                names
                        + (further.size() > MOST_NAMED ? " and " + (further.size() - MOST_NAMED) + " more" : "")
                        + (further.size() == 1 ? " is trusted as well, and its" : " are trusted as well, and their")
                        + " certificates get in like the leaf: right while a CA is replaced, and to be taken out of the file after that");
    }
}
