package org.cardwright.jobs.home;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A folder of an SFTP server in which an issuer drops its files.
 *
 * @param host name or address, in small letters
 * @param port 1 to 65535
 * @param user who the bureau is there
 * @param path absolute, without an end of slash and without {@code .} and {@code ..}
 * @param hostKeys file with the public keys of the server
 */
public record SftpSection(String host, int port, String user, String path, Path hostKeys) {

    private static final String ADDRESS = "drop.sftp";
    private static final String HOST_KEYS = "drop.sftp.host-keys";
    private static final int PORT = 22;

    /** The section of an issuer; none when its files lie on this machine. */
    static Optional<SftpSection> load(StrictProperties values, Path file) {
        String address = values.text(ADDRESS, "");
        Optional<Path> hostKeys = DropSection.path(values, file, HOST_KEYS);
        if (address.isEmpty() != hostKeys.isEmpty()) {
            throw new ConfigurationException(file.getFileName() + ": " + ADDRESS + " and " + HOST_KEYS
                    + " are needed together: a server is known by its key");
        }
        return hostKeys.map(keys -> of(address, keys, file));
    }

    private static SftpSection of(String address, Path hostKeys, Path file) {
        try {
            URI uri = new URI(address);
            String user = uri.getUserInfo();
            String host = uri.getHost();
            String path = uri.getPath();
            boolean whole = "sftp".equals(uri.getScheme()) && user != null && host != null && path != null;
            if (whole && path.matches("(/(?!\\.{1,2}(/|$))[^/]+)+") && user.matches("[^:]+")) {
                return new SftpSection(name(host), uri.getPort() < 0 ? PORT : uri.getPort(), user, path, hostKeys);
            }
        } catch (URISyntaxException strange) {
            // said below
        }
        throw new ConfigurationException(file.getFileName() + ": " + ADDRESS + " is sftp://USER@HOST[:PORT]/DIRECTORY");
    }

    /** As connections and files of host keys know it: an address of IPv6 has no brackets there. */
    private static String name(String host) {
        return host.replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
    }
}
