package org.cardwright.jobs.home;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and ports in a setting, not looked up yet. */
final class HostAddresses {

    private static final int MOST_HOSTS = 16;
    private static final int MOST_PORT = 65_535;
    private static final Pattern HOST =
            Pattern.compile("(?:\\[(?<six>[0-9A-Fa-f:.]+)]|(?<name>[A-Za-z0-9.-]{1,253})):(?<port>\\d{1,5})");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1");

    private HostAddresses() {}

    /** {@code NAME:PORT} with commas between them. */
    static List<InetSocketAddress> parse(StrictProperties values, String setting) {
        List<InetSocketAddress> hosts = new ArrayList<>();
        for (String address : values.required(setting).split(",", -1)) {
            Matcher parts = HOST.matcher(address.strip());
            if (!parts.matches() || port(parts) < 1 || port(parts) > MOST_PORT) {
                throw refused(setting + " are NAME:PORT, with commas between them");
            }
            String name = parts.group("six") == null ? parts.group("name") : parts.group("six");
            hosts.add(InetSocketAddress.createUnresolved(name, port(parts)));
        }
        if (new HashSet<>(hosts).size() != hosts.size() || hosts.size() > MOST_HOSTS) {
            throw refused(setting + " are at most " + MOST_HOSTS + ", each named once");
        }
        return hosts;
    }

    private static int port(Matcher parts) {
        return Integer.parseInt(parts.group("port"));
    }

    /** Is it this machine? */
    static boolean isHere(InetSocketAddress host) {
        return LOOPBACK.matcher(host.getHostString()).matches();
    }

    private static ConfigurationException refused(String rule) {
        return new ConfigurationException("cardwright.properties: " + rule);
    }
}
