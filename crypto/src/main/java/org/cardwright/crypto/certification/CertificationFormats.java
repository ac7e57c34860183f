package org.cardwright.crypto.certification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The formats of this installation by name: those shipped, and those that jars on the class path bring.
 *
 * @param responses parsers of responses, names unique
 */
public record CertificationFormats(List<IssuerCertificateResponseParser> responses) {

    /** Copies the list; the first of a name holds, so that a jar cannot stand in for what is shipped. */
    public CertificationFormats {
        List<IssuerCertificateResponseParser> unique = new ArrayList<>();
        for (IssuerCertificateResponseParser parser : responses) {
            if (unique.stream().noneMatch(other -> other.name().equals(parser.name()))) {
                unique.add(parser);
            }
        }
        responses = List.copyOf(unique);
    }

    /** What is shipped, then what the class path brings. */
    public static CertificationFormats installed() {
        List<IssuerCertificateResponseParser> parsers = new ArrayList<>();
        ResponseLayout.all().forEach(layout -> parsers.add(new TableResponseParser(layout)));
        ServiceLoader.load(IssuerCertificateResponseParser.class).forEach(parsers::add);
        return new CertificationFormats(parsers);
    }

    /** The parser of that name. */
    public Optional<IssuerCertificateResponseParser> response(String name) {
        return responses.stream().filter(parser -> parser.name().equals(name)).findFirst();
    }

    /** Names of the parsers, for messages. */
    public List<String> responseNames() {
        return responses.stream().map(IssuerCertificateResponseParser::name).toList();
    }
}
