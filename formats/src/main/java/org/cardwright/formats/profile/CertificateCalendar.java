package org.cardwright.formats.profile;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.cardwright.formats.bytes.ByteString;

/**
 * How long issuer certificates and CA keys still serve cards of the longest term that products allow.
 *
 * <p>A card must not outlive the certificate on it, and getting another one takes weeks; so the day that counts is the last one
 * on which a card of full term may be made, not the one on which the certificate ends. EMV 4.4 Book 2, 5.3, step 9.
 *
 * @param on day on which it is looked at
 * @param entries the most urgent first
 */
public record CertificateCalendar(LocalDate on, List<Entry> entries) {

    /** What ends. */
    public enum Kind {
        /** A certificate in the configuration. */
        ISSUER_CERTIFICATE,
        /** A key of a payment system, known to terminals. */
        CA_KEY
    }

    /** How urgent it is. */
    public enum Alarm {
        /** More than 180 days are left, or the end is not known. */
        NONE,
        /** At most 180 days are left. */
        DAYS_180,
        /** At most 90 days are left. */
        DAYS_90,
        /** At most 30 days are left. */
        DAYS_30,
        /** A card of full term would outlive it already. */
        CARDS_OUTLIVE_IT,
        /** It has ended. */
        EXPIRED
    }

    /**
     * A key of a payment system.
     *
     * @param rid registered application provider identifier, 5 bytes
     * @param index tag 8F
     * @param modulusBytes length of its modulus: old lists have an index twice
     * @param expires last day, where it was published with the key
     */
    public record Authority(ByteString rid, int index, int modulusBytes, Optional<LocalDate> expires) {

        /** {@code A000000003-94, 1984 bits}. */
        String words() {
            return rid.toHex() + "-" + ByteString.ofByte(index).toHex() + ", " + 8 * modulusBytes + " bits";
        }

        private boolean made(IssuerCertificateProfile certificate) {
            return rid.equals(certificate.rid())
                    && index == certificate.index()
                    && modulusBytes == certificate.authorityBytes();
        }
    }

    /**
     * One certificate or key.
     *
     * @param kind what it is
     * @param name its name, of a key its RID, index and length
     * @param ends last day; empty when nobody published it
     * @param products that rely on it, by name
     * @param years longest term of a card of these products, 0 when there are none
     * @param alarm how urgent it is
     */
    public record Entry(
            Kind kind, String name, Optional<LocalDate> ends, List<String> products, int years, Alarm alarm) {

        /** The last day on which a card of full term may be made. */
        public Optional<LocalDate> fullTermUntil() {
            return ends.map(end -> end.minusYears(years));
        }

        /** Days until then; negative when it has passed. */
        public OptionalLong daysLeft(LocalDate from) {
            return fullTermUntil()
                    .map(last -> OptionalLong.of(ChronoUnit.DAYS.between(from, last)))
                    .orElse(OptionalLong.empty());
        }
    }

    /** Copies the list. */
    public CertificateCalendar {
        entries = List.copyOf(entries);
    }

    /** The calendar of a configuration on a day. */
    public static CertificateCalendar of(
            LocalDate on,
            Collection<IssuerCertificateFile> certificates,
            Collection<Authority> authorities,
            Collection<EffectiveProduct> products) {
        List<Entry> entries = new ArrayList<>();
        for (IssuerCertificateFile file : certificates) {
            String name = file.profile().name();
            Optional<LocalDate> ends = Optional.of(file.profile().expiration().lastDay());
            List<EffectiveProduct> users = users(products, used -> used.name().equals(name));
            entries.add(entry(on, Kind.ISSUER_CERTIFICATE, new Ending(name, ends), users));
        }
        for (Authority authority : authorities) {
            Ending ending = new Ending(authority.words(), authority.expires());
            entries.add(entry(on, Kind.CA_KEY, ending, users(products, authority::made)));
        }
        entries.sort(Comparator.comparing((Entry entry) -> entry.fullTermUntil().orElse(LocalDate.MAX))
                .thenComparing(Entry::kind)
                .thenComparing(Entry::name));
        return new CertificateCalendar(on, entries);
    }

    private record Ending(String name, Optional<LocalDate> ends) {}

    private static List<EffectiveProduct> users(
            Collection<EffectiveProduct> products, Predicate<IssuerCertificateProfile> uses) {
        return products.stream()
                .filter(product -> product.applications().stream()
                        .flatMap(application -> application.authentication().stream())
                        .anyMatch(authentication -> uses.test(authentication.certificate())))
                .toList();
    }

    private static Entry entry(LocalDate on, Kind kind, Ending ending, List<EffectiveProduct> users) {
        int years = users.stream()
                .mapToInt(EffectiveProduct::longestValidityYears)
                .max()
                .orElse(0);
        List<String> names =
                users.stream().map(EffectiveProduct::id).distinct().sorted().toList();
        Alarm alarm = ending.ends().map(end -> alarm(on, end, years)).orElse(Alarm.NONE);
        return new Entry(kind, ending.name(), ending.ends(), names, years, alarm);
    }

    private static Alarm alarm(LocalDate on, LocalDate end, int years) {
        if (end.isBefore(on)) {
            return Alarm.EXPIRED;
        }
        long days = ChronoUnit.DAYS.between(on, end.minusYears(years));
        if (days < 0) {
            return Alarm.CARDS_OUTLIVE_IT;
        }
        if (days <= 30) {
            return Alarm.DAYS_30;
        }
        return days <= 90 ? Alarm.DAYS_90 : days <= 180 ? Alarm.DAYS_180 : Alarm.NONE;
    }

    /** Entries with an alarm. */
    public List<Entry> alarms() {
        return entries.stream().filter(entry -> entry.alarm() != Alarm.NONE).toList();
    }
}
