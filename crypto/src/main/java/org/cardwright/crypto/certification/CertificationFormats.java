package org.cardwright.crypto.certification;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * The formats of this installation by name: those shipped, and those that jars on the class path bring.
 *
 * @param requests writers and readers of requests, names unique
 * @param responses parsers of responses, names unique
 */
public record CertificationFormats(
        List<IssuerKeyRequestFormat> requests, List<IssuerCertificateResponseParser> responses) {

    /** Copies the lists; the first of a name holds, so that a jar cannot stand in for what is shipped. */
    public CertificationFormats {
        requests = unique(requests, IssuerKeyRequestFormat::name);
        responses = unique(responses, IssuerCertificateResponseParser::name);
    }

    private static <T> List<T> unique(List<T> all, Function<T, String> name) {
        Map<String, T> unique = new LinkedHashMap<>();
        all.forEach(one -> unique.putIfAbsent(name.apply(one), one));
        return List.copyOf(unique.values());
    }

    /** What is shipped, then what the class path brings. */
    public static CertificationFormats installed() {
        List<IssuerKeyRequestFormat> formats = new ArrayList<>(List.of(new GenericKeyRequest()));
        ServiceLoader.load(IssuerKeyRequestFormat.class).forEach(formats::add);
        List<IssuerCertificateResponseParser> parsers = new ArrayList<>();
        ResponseLayout.all().forEach(layout -> parsers.add(new TableResponseParser(layout)));
        ServiceLoader.load(IssuerCertificateResponseParser.class).forEach(parsers::add);
        return new CertificationFormats(formats, parsers);
    }

    /** The format of that name. */
    public Optional<IssuerKeyRequestFormat> request(String name) {
        return requests.stream().filter(format -> format.name().equals(name)).findFirst();
    }

    /** Names of the formats, for messages. */
    public List<String> requestNames() {
        return requests.stream().map(IssuerKeyRequestFormat::name).toList();
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
