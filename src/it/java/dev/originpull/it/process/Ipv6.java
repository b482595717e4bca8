package dev.originpull.it.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Whether this machine has the address ::1; containers often have not. */
public final class Ipv6 {
    private static final byte[] LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final boolean HERE = canBind();

    private Ipv6() {}

    public static boolean isHere() {
        return HERE;
    }

    private static boolean canBind() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
            return socket.isBound();
        } catch (IOException without) {
            return false;
        }
    }
}
