package dev.originpull.agent.rollout;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.Target;
import dev.originpull.agent.monitor.Lookups;
import dev.originpull.agent.monitor.Resolver;
import dev.originpull.configgen.locate.IpText;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.Located;
import dev.originpull.configgen.locate.Scope;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The addresses that originpull.yaml gives a hostname. */
final class Addresses {
    private final List<InetSocketAddress> configured;
    private final Map<Listener, String> unresolved;

    private Addresses(List<InetSocketAddress> configured, Map<Listener, String> unresolved) {
        this.configured = List.copyOf(configured);
        this.unresolved = Collections.unmodifiableMap(new LinkedHashMap<>(unresolved));
    }

    /** Looks up those that are names. */
    static Addresses of(AgentConfig config, Hostname hostname) throws InterruptedException {
        List<Target> targets = config.origins().stream()
                .filter(origin -> origin.hostname().equals(hostname))
                .flatMap(origin -> origin.addresses().stream())
                .map(address -> new Target(address, hostname, Optional.empty()))
                .toList();
        Lookups lookups = new Lookups(InetAddress::getAllByName, config.probe().timeout());
        List<InetSocketAddress> found = new ArrayList<>();
        Map<Listener, String> unresolved = new LinkedHashMap<>();
        for (Resolver.Place place : new Resolver(lookups).resolve(targets)) {
            if (place instanceof Resolver.Lost lost) {
                Address.Name name = lost.result().address();
                unresolved.put(
                        new Listener(name.name().name(), name.port()),
                        lost.result().reason());
            } else if (place instanceof Resolver.Found origin) {
                found.add(origin.origin().address());
            }
        }
        return new Addresses(found, unresolved);
    }

    static Addresses of(List<InetSocketAddress> configured) {
        return new Addresses(configured, Map.of());
    }

    /** Those that are names without an address now, and why. */
    Map<Listener, String> unresolved() {
        return unresolved;
    }

    /** The same, for a change that has to be proven at every one of them. */
    Addresses all() throws RolloutException {
        Optional<String> reason = unresolved.values().stream().findFirst();
        if (reason.isPresent()) {
            throw new RolloutException(reason.get() + " Check the name, or give an address instead of it.");
        }
        return this;
    }

    List<Listener> listeners() {
        return configured.stream().map(Addresses::listener).distinct().toList();
    }

    /** Those that are no address of this host: they may still be, behind a translation of addresses. */
    List<InetSocketAddress> foreign(Set<InetAddress> own) {
        return configured.stream()
                .filter(address -> !address.getAddress().isLoopbackAddress())
                .filter(address -> !own.contains(unscoped(address.getAddress())))
                .toList();
    }

    /** The first that is neither an address of this host nor has a port at which the hostname is served here. */
    Optional<String> elsewhere(Set<InetAddress> own, Located located) {
        return foreign(own).stream()
                .filter(address -> located.listeners().stream().noneMatch(served -> served.port() == address.getPort()))
                .map(address -> listener(address).toString())
                .findFirst();
    }

    /** All addresses of this host. */
    static Set<InetAddress> ofThisHost() throws RolloutException {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(Addresses::unscoped)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SocketException e) {
            throw new RolloutException("this host does not tell its addresses (" + e.getMessage() + ")", e);
        }
    }

    /** Where clients arrive at this host. */
    Scope scope(Set<InetAddress> own) {
        List<InetSocketAddress> foreign = foreign(own);
        return new Scope(
                configured.stream()
                        .filter(address -> !foreign.contains(address))
                        .map(Addresses::listener)
                        .toList(),
                foreign.stream().map(Addresses::listener).toList());
    }

    private static Listener listener(InetSocketAddress address) {
        String text = address.getAddress().getHostAddress();
        return new Listener(IpText.canonical(text).orElse(text), address.getPort());
    }

    /** Without the interface's name, which makes the same address another to {@link InetAddress#equals}. */
    private static InetAddress unscoped(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has the length of one", e);
        }
    }
}
