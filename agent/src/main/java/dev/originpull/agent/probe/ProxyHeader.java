package dev.originpull.agent.probe;

import dev.originpull.agent.config.AddressText;
import dev.originpull.agent.config.ProxyProtocol;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Sends the header of the PROXY protocol when the connection stands, before any other handler sends something. The header names
 * both ends as they are: the origin learns no other address of this host than without it.
 *
 * <p>The format is that of HAProxy's specification, 2.1 (version 1) and 2.2 (version 2).
 */
final class ProxyHeader extends ChannelInboundHandlerAdapter {
    private static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
    private static final byte VERSION_2_LOCAL = 0x20;
    private static final byte VERSION_2_PROXY = 0x21;
    private static final byte UNSPECIFIED = 0x00;
    private static final byte TCP_OVER_IPV4 = 0x11;
    private static final byte TCP_OVER_IPV6 = 0x21;
    private static final int FIXED_PART = 16;
    private static final int PORTS = 4;

    private final ProxyProtocol version;

    ProxyHeader(ProxyProtocol version) {
        this.version = version;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        byte[] header =
                bytes(version, ctx.channel().localAddress(), ctx.channel().remoteAddress());
        // Flushed, and a failure seen, with what the next handler writes.
        ctx.write(Unpooled.wrappedBuffer(header), ctx.voidPromise());
        ctx.fireChannelActive();
    }

    /** The header for a connection; it names no address where the ends are not two of one family. */
    static byte[] bytes(ProxyProtocol version, SocketAddress from, SocketAddress to) {
        if (from instanceof InetSocketAddress source
                && to instanceof InetSocketAddress destination
                && isOneFamily(source.getAddress(), destination.getAddress())) {
            return version == ProxyProtocol.V1 ? text(source, destination) : binary(source, destination);
        }
        return version == ProxyProtocol.V1
                ? "PROXY UNKNOWN\r\n".getBytes(StandardCharsets.US_ASCII)
                : binary(VERSION_2_LOCAL, UNSPECIFIED, 0).array();
    }

    private static boolean isOneFamily(InetAddress one, InetAddress other) {
        return one != null && other != null && one.getClass().equals(other.getClass());
    }

    private static byte[] text(InetSocketAddress source, InetSocketAddress destination) {
        String family = source.getAddress() instanceof Inet4Address ? "TCP4" : "TCP6";
        return ("PROXY " + family + " " + text(source.getAddress()) + " " + text(destination.getAddress()) + " "
                        + source.getPort() + " " + destination.getPort() + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Without the zone of a link-local address, for which the protocol has no place. */
    private static String text(InetAddress address) {
        String text = address instanceof Inet6Address six ? AddressText.of(six) : address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    private static byte[] binary(InetSocketAddress source, InetSocketAddress destination) {
        byte[] from = source.getAddress().getAddress();
        byte[] to = destination.getAddress().getAddress();
        byte family = source.getAddress() instanceof Inet4Address ? TCP_OVER_IPV4 : TCP_OVER_IPV6;
        return binary(VERSION_2_PROXY, family, from.length + to.length + PORTS)
                .put(from)
                .put(to)
                .putShort((short) source.getPort())
                .putShort((short) destination.getPort())
                .array();
    }

    private static ByteBuffer binary(byte command, byte family, int length) {
        return ByteBuffer.allocate(FIXED_PART + length)
                .put(SIGNATURE)
                .put(command)
                .put(family)
                .putShort((short) length);
    }
}
