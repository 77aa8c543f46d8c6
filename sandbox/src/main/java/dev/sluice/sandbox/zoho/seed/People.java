package dev.sluice.sandbox.zoho.seed;

import dev.sluice.sandbox.zoho.crm.record.Address;
import dev.sluice.sandbox.zoho.crm.record.Stamps;
import dev.sluice.sandbox.zoho.crm.record.User;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where people and companies live, how they are reached, and who looks after them. */
final class People {

    private final Seed seed;
    private final Dice dice;
    private final List<User> owners;
    private final Set<String> emails = new HashSet<>();

    People(Seed seed, Dice dice, List<User> owners) {
        this.seed = seed;
        this.dice = dice;
        this.owners = owners;
    }

    Address address() {
        Vocabulary.Suburb suburb = dice.pick(Vocabulary.SUBURBS);
        String street = dice.between(1, 480) + " " + dice.pick(Vocabulary.STREETS);
        return new Address(street, suburb.name(), suburb.state(), suburb.code(), "Australia");
    }

    /** A number of the range that is kept for fiction. */
    String phone(Address address) {
        String area = switch (address.state()) {
            case "NSW", "ACT" -> "02";
            case "VIC", "TAS" -> "03";
            case "QLD" -> "07";
            default -> "08";
        };
        return "(%s) 5550 %04d".formatted(area, dice.between(0, 9999));
    }

    String mobile() {
        return "0491 57%d %03d".formatted(dice.between(0, 9), dice.between(0, 999));
    }

    /** An address nobody else has; where two share a name, the later one gets a number. */
    String email(String firstName, String lastName, String company) {
        String domain = domain(company);
        String name = letters(firstName) + "." + letters(lastName);
        String email = name + "@" + domain;
        for (int i = 2; !emails.add(email); i++) {
            email = name + i + "@" + domain;
        }
        return email;
    }

    static String domain(String company) {
        return letters(company.replace(" Pty Ltd", "")) + ".example";
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    /** Stamps of a record somebody last touched at that time, or never did since it was made. */
    Stamps stamps(@Nullable OffsetDateTime lastActivity) {
        User owner = dice.pick(owners);
        LocalDate lastDay = lastActivity == null ? seed.today().minusDays(40) : lastActivity.toLocalDate();
        OffsetDateTime created = dice.officeHours(lastDay.minusDays(dice.between(1, 700)), seed.zone());
        OffsetDateTime modified = lastActivity == null ? created : lastActivity;
        return new Stamps(owner, dice.pick(owners), created, owner, modified, lastActivity);
    }

    /** Most were heard of within the month, some long ago, some never. */
    @Nullable
    OffsetDateTime lastActivity() {
        int chance = dice.between(1, 100);
        if (chance <= 12) {
            return null;
        }
        int daysAgo = chance <= 62 ? dice.between(1, 29) : dice.between(31, 400);
        return dice.officeHours(seed.today().minusDays(daysAgo), seed.zone());
    }
}
