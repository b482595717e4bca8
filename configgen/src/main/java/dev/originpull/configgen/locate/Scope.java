package dev.originpull.configgen.locate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the clients of a hostname arrive, as its configured addresses say. It decides which blocks a change may touch: a block that
 * belongs to other hostnames is never one of them.
 *
 * @param here the configured addresses that this host has
 * @param elsewhere the others: another host's, one that is translated to an address of this host, or one that floats
 */
public record Scope(List<Listener> here, List<Listener> elsewhere) {
    /** Nothing is known of the clients' ways. */
    public static final Scope UNKNOWN = new Scope(List.of(), List.of());

    public Scope {
        here = List.copyOf(here);
        elsewhere = List.copyOf(elsewhere);
    }

    /** What a block has to do with the hostname on one socket. */
    public enum Claim {
        /** It has the name, or a pattern that fits. */
        NAMED,
        /** It may have the name: originpull cannot evaluate the regular expression that decides. */
        UNSURE,
        /** It is the default there, and has no names of its own. */
        NOBODYS,
        /** It is the default there, and belongs to other hostnames. */
        OTHERS
    }

    /**
     * A socket with TLS, and the block that answers there.
     *
     * @param <B> a block; equal where it is the same one
     */
    public record Candidate<B>(Listener listener, B block, Claim claim) {}

    /**
     * What is to be done.
     *
     * @param chosen those to change
     * @param left those that serve the hostname, or may do so, at other places than the configured ones
     * @param blocking the first that makes the choice impossible: it answers where the hostname's clients arrive
     */
    public record Selection<B>(List<Candidate<B>> chosen, List<Candidate<B>> left, Optional<Candidate<B>> blocking) {
        public Selection {
            chosen = List.copyOf(chosen);
            left = List.copyOf(left);
        }
    }

    /**
     * Chooses among all TLS sockets.
     *
     * @param sockets every socket of the server, with TLS or without
     */
    public <B> Selection<B> select(List<Candidate<B>> all, Set<Listener> sockets) {
        Set<Listener> arrivals = arrivals(sockets);
        Set<Integer> ports = all.stream()
                .filter(each -> each.claim() == Claim.NAMED)
                .map(each -> each.listener().port())
                .collect(Collectors.toSet());
        Set<B> entered = all.stream()
                .filter(each -> each.claim() == Claim.NAMED && arrivals.contains(each.listener()))
                .map(Candidate::block)
                .collect(Collectors.toCollection(HashSet::new));
        boolean narrows = !entered.isEmpty() && !isOpen(sockets);
        List<Candidate<B>> chosen = new ArrayList<>();
        List<Candidate<B>> left = new ArrayList<>();
        Optional<Candidate<B>> blocking = Optional.empty();
        for (Candidate<B> each : all) {
            boolean arrives = arrivals.contains(each.listener());
            boolean near = ports.isEmpty() || ports.contains(each.listener().port());
            boolean inWay = false;
            switch (each.claim()) {
                case NAMED -> (!narrows || arrives || entered.contains(each.block()) ? chosen : left).add(each);
                case NOBODYS -> {
                    if (arrives || (!narrows && near)) {
                        chosen.add(each);
                    }
                }
                case UNSURE -> {
                    inWay = arrives || (!narrows && near);
                    if (!inWay) {
                        left.add(each);
                    }
                }
                case OTHERS -> inWay = arrives && !ports.isEmpty();
            }
            blocking = inWay && blocking.isEmpty() ? Optional.of(each) : blocking;
        }
        return new Selection<>(chosen, left, blocking);
    }

    /** The sockets that take the configured addresses: one of the address itself comes before that of all addresses. */
    private Set<Listener> arrivals(Set<Listener> sockets) {
        Set<Listener> arrivals = new HashSet<>();
        Stream.concat(here.stream(), elsewhere.stream())
                .filter(sockets::contains)
                .forEach(arrivals::add);
        here.stream()
                .filter(address -> !sockets.contains(address))
                .map(Listener::ofAll)
                .filter(sockets::contains)
                .forEach(arrivals::add);
        return arrivals;
    }

    /** Whether clients may arrive anywhere, as nobody can see from here where an address is translated to. */
    private boolean isOpen(Set<Listener> sockets) {
        return !sockets.containsAll(elsewhere);
    }
}
