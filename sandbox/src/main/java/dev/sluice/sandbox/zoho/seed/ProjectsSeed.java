package dev.sluice.sandbox.zoho.seed;

import dev.sluice.sandbox.zoho.crm.record.Account;
import dev.sluice.sandbox.zoho.crm.record.CrmData;
import dev.sluice.sandbox.zoho.crm.record.User;
import dev.sluice.sandbox.zoho.projects.Member;
import dev.sluice.sandbox.zoho.projects.Milestone;
import dev.sluice.sandbox.zoho.projects.Project;
import dev.sluice.sandbox.zoho.projects.ProjectTask;
import dev.sluice.sandbox.zoho.projects.ProjectsData;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Grows projects, of which seven in twenty-five are behind, each in a way of its own. */
final class ProjectsSeed {

    /** How twenty-five projects stand; larger portals repeat it. */
    private static final List<Standing> STANDINGS = List.of(
            Standing.PAST_END,
            Standing.ON_TRACK,
            Standing.ON_TRACK,
            Standing.LATE_MILESTONE,
            Standing.COMPLETED,
            Standing.ON_TRACK,
            Standing.LATE_TASKS,
            Standing.ON_TRACK,
            Standing.NO_DEADLINE,
            Standing.COMPLETED,
            Standing.PAST_END,
            Standing.ON_TRACK,
            Standing.ON_TRACK,
            Standing.NO_DEADLINE_LATE_TASKS,
            Standing.ON_TRACK,
            Standing.COMPLETED,
            Standing.LATE_MILESTONE,
            Standing.ON_TRACK,
            Standing.ON_TRACK,
            Standing.COMPLETED,
            Standing.LATE_TASKS,
            Standing.ON_TRACK,
            Standing.COMPLETED,
            Standing.ON_TRACK,
            Standing.ON_TRACK);

    private final Seed seed;
    private final Dice dice;
    private final CrmData crm;
    private final long firstId;
    private int made;

    ProjectsSeed(Seed seed, Dice dice, CrmData crm, long firstId) {
        this.seed = seed;
        this.dice = dice;
        this.crm = crm;
        this.firstId = firstId / 40;
    }

    /** How a project stands today. */
    private enum Standing {
        ON_TRACK,
        COMPLETED,
        NO_DEADLINE,
        PAST_END,
        LATE_MILESTONE,
        LATE_TASKS,
        NO_DEADLINE_LATE_TASKS;

        boolean hasDeadline() {
            return this != NO_DEADLINE && this != NO_DEADLINE_LATE_TASKS;
        }

        boolean lateTasks() {
            return this == LATE_TASKS || this == NO_DEADLINE_LATE_TASKS || this == PAST_END;
        }
    }

    ProjectsData grow() {
        List<Member> members = crm.users().all().stream().map(this::member).toList();
        List<Account> accounts = crm.accounts().all();
        List<Project> projects = new ArrayList<>();
        for (int i = 0; i < STANDINGS.size() * seed.scale(); i++) {
            projects.add(project(i, accounts.get(i), STANDINGS.get(i % STANDINGS.size()), members));
        }
        String portal = Long.toString(firstId / 1_000_000_000L);
        return new ProjectsData(portal, People.domain(crm.company()).replace(".example", ""), seed.zone(), projects);
    }

    private Member member(User user) {
        return new Member(Long.toString(firstId / 10_000_000_000L + made), nextId(), user.displayName(), user.email());
    }

    private Project project(int index, Account account, Standing standing, List<Member> members) {
        String key = "PR" + (index + 1);
        LocalDate start = seed.today().minusDays(dice.between(60, 150));
        LocalDate end = end(standing);
        Member owner = dice.pick(members);
        List<ProjectTask> tasks = tasks(key, standing, start, members);
        boolean completed = standing == Standing.COMPLETED;
        long done = tasks.stream().filter(ProjectTask::completed).count();
        return new Project(
                nextId(),
                key,
                account.name().replace(" Pty Ltd", "") + " "
                        + Vocabulary.PROJECT_SUBJECTS.get(index % Vocabulary.PROJECT_SUBJECTS.size()),
                start,
                end,
                completed,
                (int) (100 * done / tasks.size()),
                owner,
                dice.officeHours(start.minusDays(7), seed.zone()).toInstant(),
                milestones(standing, start, members),
                tasks);
    }

    private @Nullable LocalDate end(Standing standing) {
        return switch (standing) {
            case NO_DEADLINE, NO_DEADLINE_LATE_TASKS -> null;
            case PAST_END, COMPLETED -> seed.today().minusDays(dice.between(3, 45));
            case ON_TRACK, LATE_MILESTONE, LATE_TASKS -> seed.today().plusDays(dice.between(20, 120));
        };
    }

    private List<ProjectTask> tasks(String key, Standing standing, LocalDate start, List<Member> members) {
        List<ProjectTask> tasks = new ArrayList<>();
        int late = standing.lateTasks() ? dice.between(1, 4) : 0;
        int count = Vocabulary.PROJECT_TASKS.size();
        int done = standing == Standing.COMPLETED ? count : dice.between(4, 8);
        for (int i = 0; i < count; i++) {
            boolean completed = i < done;
            boolean overdue = !completed && i < done + late;
            LocalDate taskEnd = completed
                    ? start.plusDays(5L * (i + 1))
                    : seed.today().plusDays(overdue ? -dice.between(1, 25) : dice.between(1, 20));
            boolean undated = !completed && !overdue && !standing.hasDeadline();
            tasks.add(new ProjectTask(
                    nextId(),
                    key + "-T" + (i + 1),
                    Vocabulary.PROJECT_TASKS.get(i),
                    undated ? null : taskEnd.minusDays(5),
                    undated ? null : taskEnd,
                    completed,
                    completed ? 100 : dice.between(0, 9) * 10,
                    dice.pick(List.of("none", "low", "medium", "high")),
                    dice.pick(members)));
        }
        return tasks;
    }

    private List<Milestone> milestones(Standing standing, LocalDate start, List<Member> members) {
        List<Milestone> milestones = new ArrayList<>();
        List<String> names = Vocabulary.MILESTONES;
        boolean late = standing == Standing.LATE_MILESTONE || standing == Standing.PAST_END;
        for (int i = 0; i < names.size(); i++) {
            boolean completed = standing == Standing.COMPLETED || i < 2;
            LocalDate end = completed
                    ? start.plusDays(14L * (i + 1))
                    : seed.today().plusDays(late && i == 2 ? -dice.between(2, 20) : 10L * i);
            milestones.add(
                    new Milestone(nextId(), names.get(i), end.minusDays(14), end, completed, dice.pick(members)));
        }
        return milestones;
    }

    private String nextId() {
        made++;
        return Long.toString(firstId + 1_000L * made + 7);
    }
}
