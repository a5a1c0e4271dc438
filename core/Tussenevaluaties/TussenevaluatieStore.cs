using System.Globalization;
using System.Runtime.CompilerServices;
using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Instrumenten;
using Isop.Core.Kalender;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;

namespace Isop.Core.Tussenevaluaties;

/// <summary>
/// Where the cases are: a partition per case with the rows "zaak", "formulier:student", "formulier:mentor",
/// "versie:{zijde}:{n}", "notitie:{person}:…" and the audit. Indexes: "jaar:{studiejaar}:{shard}" and "student:{person}" list case ids.
/// The other side's answers leave this class through <see cref="ReadVergelijkingAsync"/> only.
/// </summary>
public sealed class TussenevaluatieStore(IDocumentStore store, Outbox outbox, Kaartmoment verzendmoment, Zaakwijzigingen? wijzigingen = null)
{
    private const string Table = "tussenevaluaties";
    internal const string ZaakRow = "zaak";
    private const int Attempts = 2000;

    /// <summary>Which cases changed, for who keeps many of them in memory.</summary>
    public Zaakwijzigingen Wijzigingen { get; } = wijzigingen ?? new(store);

    public async ValueTask<Zaak?> FindAsync(string id, CancellationToken ct) => (await ReadZaakAsync(id, ct))?.Value;

    /// <summary>The case that the register calls for.</summary>
    public async ValueTask<Zaak?> FindAsync(Verwachting verwachting, Verwachtingen all, CancellationToken ct) =>
        await FindAsync(verwachting.Zaak, ct) ?? await FindByStagesAsync(verwachting, all, ct);

    /// <summary>The student's case of the same stages, begun under another name of the period: a case keeps the name it began with.</summary>
    public async ValueTask<Zaak?> FindByStagesAsync(Verwachting verwachting, Verwachtingen all, CancellationToken ct)
    {
        await foreach (var id in ZakenOfStudentAsync(verwachting.Deelnemers.Student, ct))
        {
            if (await FindAsync(id, ct) is { } other && all.FindByStage(other.Deelnemers.Stage) == verwachting)
            {
                return other;
            }
        }

        return null;
    }

    /// <summary>Loads, decides, commits; again when somebody else was first. Null when there is no such case.</summary>
    /// <param name="id">The case.</param>
    /// <param name="opdracht">What is asked of it.</param>
    /// <param name="grondslag">What the decision is based on.</param>
    /// <param name="now">The moment.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="gezien">The revision on the card that asks it; a case that changed since changes only when the person has seen that.</param>
    public async ValueTask<Besluit?> DecideAsync(
        string id, Opdracht opdracht, Grondslag grondslag, DateTimeOffset now, CancellationToken ct, int? gezien = null)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await ReadZaakAsync(id, ct) is not { } stored)
            {
                return null;
            }

            var besluit = Meld(stored.Value, Tussenevaluatie.Decide(stored.Value, opdracht, OmgevingOf(grondslag, now)), now);
            if (besluit is not Besluit.Gewijzigd change)
            {
                return besluit;
            }

            if (gezien is { } seen && seen != stored.Value.Revisie)
            {
                return new Besluit.Geweigerd(Weigering.KaartIsOud);
            }

            if (await AlongAsync(stored.Value, change.Zaak, opdracht, ct) is not { } along)
            {
                return new Besluit.Geweigerd(Weigering.FormulierIsVeranderd);
            }

            var commit = await CommitOfAsync(stored, change, along, now, ct);
            if (await CommitAsync(id, commit.Writes, commit.Intents, ct) is CommitResult.Committed)
            {
                if (commit.Intents.Count > change.Intents.Count)
                {
                    await EraseNotesAsync(change.Zaak, ct);
                }

                return change;
            }
        }

        throw new StorageUnavailableException("A case was busy for too long.");
    }

    /// <summary>
    /// Lets many cases take their next step, with few commits for what they have in common: the opening day of thousands. Answers
    /// the deliveries added; a case that somebody else changed meanwhile is looked at again.
    /// </summary>
    public async ValueTask<int> WakeAsync(IReadOnlyCollection<string> ids, Grondslag grondslag, DateTimeOffset now, CancellationToken ct)
    {
        var (added, waiting) = (0, ids.Distinct().ToList());
        for (var attempt = 0; waiting.Count > 0; attempt++)
        {
            if (attempt == Attempts)
            {
                throw new StorageUnavailableException("Cases were busy for too long.");
            }

            var commits = new OutboxCommit?[waiting.Count];
            await Bulk.EachAsync(
                Enumerable.Range(0, waiting.Count),
                async (i, token) => commits[i] = await WakeOneAsync(waiting[i], grondslag, now, token),
                ct);
            var changed = Enumerable.Range(0, commits.Length).Where(i => commits[i] is not null).ToList();
            var results = await CommitManyAsync([.. changed.Select(i => (waiting[i], commits[i]!))], ct);
            added += changed.Where((_, n) => results[n] is CommitResult.Committed).Sum(i => commits[i]!.Intents.OfType<BezorgIntent>().Count());
            waiting = [.. changed.Where((_, n) => results[n] is CommitResult.Conflict).Select(i => waiting[i])];
        }

        return added;
    }

    /// <summary>Tells of it, also when it fails: the storage may have done it all the same.</summary>
    private async ValueTask<CommitResult> CommitAsync(string zaak, IReadOnlyList<Write> writes, IReadOnlyList<Intent> intents, CancellationToken ct)
    {
        CommitResult? result = null;
        try
        {
            return result = await outbox.CommitAsync(PartitionOf(zaak), writes, intents, ct);
        }
        finally
        {
            await (result is CommitResult.Conflict ? Task.CompletedTask : Wijzigingen.MeldAsync(zaak));
        }
    }

    private async ValueTask<IReadOnlyList<CommitResult>> CommitManyAsync(IReadOnlyCollection<(string Zaak, OutboxCommit Commit)> commits, CancellationToken ct)
    {
        try
        {
            return await outbox.CommitManyAsync(commits.Select(c => c.Commit), ct);
        }
        finally
        {
            await (commits.Count == 0 ? Task.CompletedTask : Wijzigingen.MeldAsync([.. commits.Select(c => c.Zaak)]));
        }
    }

    /// <summary>What a wake changes in a case; null when it changes nothing.</summary>
    private async ValueTask<OutboxCommit?> WakeOneAsync(string id, Grondslag grondslag, DateTimeOffset now, CancellationToken ct)
    {
        if (await ReadZaakAsync(id, ct) is not { } stored)
        {
            return null;
        }

        if (Meld(stored.Value, Tussenevaluatie.Decide(stored.Value, new Opdracht.Wek(), OmgevingOf(grondslag, now)), now) is Besluit.Gewijzigd change)
        {
            return await CommitOfAsync(stored, change, [], now, ct);
        }

        // What an earlier run was cut off from.
        await EraseNotesAsync(stored.Value, ct);
        return null;
    }

    /// <summary>
    /// A decision as it is committed. When the case is past its gesprek the own notes go along, as many as fit; should the rest not
    /// go right after, the case is woken to finish it.
    /// </summary>
    private async ValueTask<OutboxCommit> CommitOfAsync(
        Stored<Zaak> was, Besluit.Gewijzigd change, IReadOnlyList<Write> along, DateTimeOffset now, CancellationToken ct)
    {
        Write[] writes = [Documents.Save(ZaakRow, change.Zaak, was, CoreJson.Default.Zaak), .. change.Inzage.Select(InzageRijen.Row), .. along];
        var notes = NotesAreOver(change.Zaak) ? await NotesAsync(change.Zaak.Id, ct) : [];
        var fit = StorageLimits.WritesPerCommit - writes.Length - change.Intents.Count - 1;
        Intent[] later = notes.Count > fit
            ? [new WakeIntent { Due = now, Capability = TussenevaluatiePlanning.Capability, Case = change.Zaak.Id }]
            : [];
        return new OutboxCommit(PartitionOf(change.Zaak.Id), [.. writes, .. notes.Take(fit)], [.. change.Intents, .. later]);
    }

    /// <summary>With what programs can be told of a decision, whichever it was.</summary>
    private static Besluit? Meld(Zaak was, Besluit? besluit, DateTimeOffset now) => besluit is Besluit.Gewijzigd change
        ? change with { Intents = [.. change.Intents, .. TussenevaluatieGebeurtenissen.Tussen(was, change.Zaak, now).Select(GebeurtenisIntent.Van)] }
        : besluit;

    /// <summary>Begins a case and lists it; false when it was there already or there is no use for it any more.</summary>
    public async ValueTask<Besluit.Gewijzigd?> StartAsync(Verwachting verwachting, Grondslag grondslag, DateTimeOffset now, CancellationToken ct)
    {
        if (Meld(Tussenevaluatie.Begin(verwachting), Tussenevaluatie.Start(verwachting, OmgevingOf(grondslag, now)), now) is not Besluit.Gewijzigd start)
        {
            return null;
        }

        var entry = Documents.Add(verwachting.Zaak, new ZaakVermelding(verwachting.Deelnemers.Student), CoreJson.Default.ZaakVermelding);
        await store.CommitAsync(StudentPartition(verwachting.Deelnemers.Student), [entry], ct);
        await store.CommitAsync(JaarPartition(verwachting.Studiejaar, Shard.Of(verwachting.Zaak)), [entry], ct);
        Write[] writes = [Documents.Add(ZaakRow, start.Zaak, CoreJson.Default.Zaak), .. start.Inzage.Select(InzageRijen.Row)];
        return await CommitAsync(verwachting.Zaak, writes, start.Intents, ct) is CommitResult.Committed ? start : null;
    }

    /// <summary>The form of this person's own side (empty when nothing was filled in); null for who has no side.</summary>
    public async ValueTask<Formulier?> ReadOwnFormulierAsync(Zaak zaak, PersonId person, CancellationToken ct) =>
        (await ReadEigenFormulierAsync(zaak, person, ct))?.Formulier;

    /// <summary>The same, to save a page in: the version that was read goes along.</summary>
    public async ValueTask<EigenFormulier?> ReadEigenFormulierAsync(Zaak zaak, PersonId person, CancellationToken ct) =>
        zaak.ZijdeVan(person) is { } zijde ? EigenFormulier.Of(await ReadFormulierAsync(zaak.Id, zijde, ct), person) : null;

    /// <summary>
    /// Saves one page of a person's own form as it was read; when somebody else was first, as it is by then. Null when the person
    /// has no side or the case takes no answers now.
    /// </summary>
    public async ValueTask<Paginabesluit?> SavePageAsync(
        Zaak zaak, PersonId person, EigenFormulier own, Pagina pagina, IReadOnlyDictionary<string, Antwoord> given, int seen, int next,
        CancellationToken ct)
    {
        if (zaak.ZijdeVan(person) is not { } zijde || zaak.Fase != Fase.Open)
        {
            return null;
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var stored = attempt == 0 ? own.Gelezen : await ReadFormulierAsync(zaak.Id, zijde, ct);
            if (attempt > 0 && (await FindAsync(zaak.Id, ct) is not { Fase: Fase.Open } present || present.ZijdeVan(person) != zijde))
            {
                return null;
            }

            var formulier = stored?.Value ?? new Formulier();
            if (!formulier.IsVoor(person))
            {
                return null;
            }

            var besluit = formulier.Bewaar(pagina, given, seen, person, next);
            var becomes = besluit switch
            {
                Paginabesluit.Bewaard b => b.Formulier,
                Paginabesluit.Botsing b => b.Formulier,
                _ => formulier,
            };
            if (ReferenceEquals(becomes, formulier)
                || await store.CommitAsync(PartitionOf(zaak.Id), [SaveForm(zijde, becomes, stored)], ct) is CommitResult.Committed)
            {
                return besluit;
            }
        }

        throw new StorageUnavailableException("A form was busy for too long.");
    }

    /// <summary>
    /// Both forms, for somebody who may see them now (<see cref="Leesrechten"/>); null for everybody else and before they are
    /// visible. Who shows them to that person also calls <see cref="KeepOpenedAsync"/>.
    /// </summary>
    public async ValueTask<Ingevuld?> ReadVergelijkingAsync(Zaak zaak, PersonId lezer, LeesrechtOptions options, CancellationToken ct)
    {
        if (Leesrechten.Of(zaak, lezer, options) != Leesrecht.Inhoud)
        {
            return null;
        }

        var student = zaak.Student is null || zaak.Vrijgegeven == Zijde.Mentor ? null : await ReadFormulierAsync(zaak.Id, Zijde.Student, ct);
        var mentor = zaak.Mentor is null || zaak.Vrijgegeven == Zijde.Student ? null : await ReadFormulierAsync(zaak.Id, Zijde.Mentor, ct);
        return new Ingevuld(student?.Value.Antwoorden, mentor?.Value.Antwoorden);
    }

    /// <summary>Keeps in the audit that this person opened the answers, once a day; nothing for who may not read them.</summary>
    public async ValueTask KeepOpenedAsync(Zaak zaak, PersonId lezer, LeesrechtOptions options, DateTimeOffset now, CancellationToken ct)
    {
        var row = string.Create(CultureInfo.InvariantCulture, $"inzage:geopend:{lezer}:{AmsterdamTime.DateOf(now):yyyyMMdd}");
        if (Leesrechten.Of(zaak, lezer, options) != Leesrecht.Inhoud || await store.FindAsync(PartitionOf(zaak.Id), row, ct) is not null)
        {
            return;
        }

        var opened = new InzageRegel
        {
            At = now, By = lezer.ToString(), Soort = InzageSoort.AntwoordenGeopend, Case = zaak.Id, About = zaak.Deelnemers.Student,
        };
        await store.CommitAsync(PartitionOf(zaak.Id), [Documents.Add(row, opened, CoreJson.Default.InzageRegel)], ct);
    }

    /// <summary>Every version of one side's form, oldest first; only what a reader of the comparison may see.</summary>
    public async ValueTask<IReadOnlyList<Versie>> ReadVersiesAsync(
        Zaak zaak, Zijde zijde, PersonId lezer, LeesrechtOptions options, CancellationToken ct)
    {
        List<Versie> versies = [];
        if (Leesrechten.Of(zaak, lezer, options) == Leesrecht.Inhoud)
        {
            await foreach (var (_, document) in store.ReadRangeAsync(
                PartitionOf(zaak.Id), RowRange.Prefix($"versie:{Name(zijde)}:"), CoreJson.Default.Versie, ct))
            {
                versies.Add(document.Value);
            }
        }

        return versies;
    }

    /// <summary>
    /// Puts a form with a corrected page in place of the submitted one, as a new version; refused when that page was corrected
    /// elsewhere since the revision <paramref name="seen"/>.
    /// </summary>
    public async ValueTask<Besluit?> CorrectAsync(
        string id, PersonId person, Pagina pagina, IReadOnlyDictionary<string, Antwoord> given, int seen, Grondslag grondslag, DateTimeOffset now,
        CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await ReadZaakAsync(id, ct) is not { } stored)
            {
                return null;
            }

            var besluit = Meld(stored.Value, Tussenevaluatie.Decide(stored.Value, new Opdracht.Corrigeer(person), OmgevingOf(grondslag, now)), now);
            if (besluit is not Besluit.Gewijzigd change || stored.Value.ZijdeVan(person) is not { } zijde
                || await ReadFormulierAsync(id, zijde, ct) is not { } form)
            {
                return besluit;
            }

            if (form.Value.Corrigeer(pagina, given, seen) is not { } corrected)
            {
                return new Besluit.Geweigerd(Weigering.FormulierIsVeranderd);
            }

            if (ReferenceEquals(corrected, form.Value))
            {
                return new Besluit.AlGedaan(stored.Value);
            }

            Write[] writes =
            [
                Documents.Save(ZaakRow, change.Zaak, stored, CoreJson.Default.Zaak),
                SaveForm(zijde, corrected, form),
                Freeze(zijde, change.Zaak.InzendingVan(zijde)!, corrected),
                .. change.Inzage.Select(InzageRijen.Row),
            ];
            if (await CommitAsync(id, writes, change.Intents, ct) is CommitResult.Committed)
            {
                return change;
            }
        }

        throw new StorageUnavailableException("A case was busy for too long.");
    }

    /// <summary>Keeps a person's own note; false when the case is past its gesprek. Touches the case, so that no note slips in behind the erasing.</summary>
    public async ValueTask<bool> AddNotitieAsync(Zaak zaak, PersonId person, string tekst, DateTimeOffset now, CancellationToken ct)
    {
        var row = string.Create(CultureInfo.InvariantCulture, $"{NotitiePrefix(person)}{now.UtcTicks:D19}-{Guid.NewGuid():N}");
        while (await ReadZaakAsync(zaak.Id, ct) is { } stored && !NotesAreOver(stored.Value))
        {
            var was = stored.Value;
            var kept = was.Notitiemakers.Contains(person) ? was : was with { Notitiemakers = [.. was.Notitiemakers, person] };
            Write[] writes =
            [
                Documents.Save(ZaakRow, kept, stored, CoreJson.Default.Zaak),
                Documents.Add(row, new Notitie(tekst, now), CoreJson.Default.Notitie),
            ];
            if (await store.CommitAsync(PartitionOf(zaak.Id), writes, ct) is CommitResult.Committed)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Erases what notes are left of a case that is past its gesprek, as many commits as it takes; nothing for any other.</summary>
    public async ValueTask EraseNotesAsync(Zaak zaak, CancellationToken ct)
    {
        while (NotesAreOver(zaak) && await NotesAsync(zaak.Id, ct) is { Count: > 0 } notes)
        {
            // A conflict means that somebody else erases them too: look what is left.
            await store.CommitAsync(PartitionOf(zaak.Id), [.. notes.Take(StorageLimits.WritesPerCommit)], ct);
        }
    }

    /// <summary>This person's own notes, oldest first.</summary>
    public async ValueTask<IReadOnlyList<Notitie>> ReadNotitiesAsync(Zaak zaak, PersonId person, CancellationToken ct)
    {
        if (!zaak.Notitiemakers.Contains(person))
        {
            return [];
        }

        List<Notitie> notities = [];
        await foreach (var (_, document) in store.ReadRangeAsync(PartitionOf(zaak.Id), RowRange.Prefix(NotitiePrefix(person)), CoreJson.Default.Notitie, ct))
        {
            notities.Add(document.Value);
        }

        return notities;
    }

    public IAsyncEnumerable<string> ZakenOfStudentAsync(PersonId student, CancellationToken ct) => IdsAsync(StudentPartition(student), ct);

    public async IAsyncEnumerable<string> ZakenOfJaarAsync(string studiejaar, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var shard in Shard.All)
        {
            await foreach (var id in IdsAsync(JaarPartition(studiejaar, shard), ct))
            {
                yield return id;
            }
        }
    }

    public static Partition PartitionOf(string zaak) => new(Table, zaak);

    /// <summary>The lists in which a case stands, under its id.</summary>
    internal static IEnumerable<Partition> ListsOf(Zaak zaak) =>
        [StudentPartition(zaak.Deelnemers.Student), JaarPartition(zaak.Studiejaar, Shard.Of(zaak.Id))];

    private static Partition StudentPartition(PersonId student) => new(Table, $"student:{student}");

    private static Partition JaarPartition(string studiejaar, string shard) => new(Table, $"jaar:{studiejaar}:{shard}");

    private static string NotitiePrefix(PersonId person) => $"notitie:{person}:";

    private static string Name(Zijde zijde) => zijde == Zijde.Student ? "student" : "mentor";

    private static Write SaveForm(Zijde zijde, Formulier formulier, Stored<Formulier>? was) =>
        Documents.Save($"formulier:{Name(zijde)}", formulier, was, CoreJson.Default.Formulier);

    private static Write Freeze(Zijde zijde, Inzending inzending, Formulier formulier) => Documents.Add(
        string.Create(CultureInfo.InvariantCulture, $"versie:{Name(zijde)}:{inzending.Versie:D4}"),
        new Versie(inzending.Versie, inzending.Auteur, inzending.Op, formulier.Antwoorden),
        CoreJson.Default.Versie);

    private Omgeving OmgevingOf(Grondslag grondslag, DateTimeOffset now) => new()
    {
        Register = grondslag.Register,
        Instrumenten = grondslag.Instrumenten,
        Kaartmoment = verzendmoment,
        Now = now,
    };

    private ValueTask<Stored<Zaak>?> ReadZaakAsync(string id, CancellationToken ct) =>
        store.ReadAsync(PartitionOf(id), ZaakRow, CoreJson.Default.Zaak, ct);

    private ValueTask<Stored<Formulier>?> ReadFormulierAsync(string id, Zijde zijde, CancellationToken ct) =>
        store.ReadAsync(PartitionOf(id), $"formulier:{Name(zijde)}", CoreJson.Default.Formulier, ct);

    /// <summary>The form that is handed in or handed over along with the case; null when it moved on.</summary>
    private async ValueTask<IReadOnlyList<Write>?> AlongAsync(Zaak was, Zaak becomes, Opdracht opdracht, CancellationToken ct) => opdracht switch
    {
        Opdracht.DienIn o => await HandInAsync(becomes, o, ct),
        Opdracht.Volg => await HandOverFormAsync(was, becomes, ct),
        _ => [],
    };

    /// <summary>What is frozen is what was seen: a form that was written in since is not.</summary>
    private async ValueTask<IReadOnlyList<Write>?> HandInAsync(Zaak zaak, Opdracht.DienIn opdracht, CancellationToken ct)
    {
        var zijde = zaak.ZijdeVan(opdracht.Door)!.Value;
        var form = await ReadFormulierAsync(zaak.Id, zijde, ct);
        var submitted = (form?.Value ?? new Formulier()) with { Ingediend = true };
        return opdracht.Gezien is { } seen && seen != submitted.Revisie
            ? null
            : [SaveForm(zijde, submitted, form), Freeze(zijde, zaak.InzendingVan(zijde)!, submitted)];
    }

    /// <summary>
    /// When the werkplekbegeleiders of an open case change, the form says whose it is from now on. A draft is its writers' own:
    /// when no former mentor stays, the new one begins with an empty form.
    /// </summary>
    private async ValueTask<IReadOnlyList<Write>> HandOverFormAsync(Zaak was, Zaak becomes, CancellationToken ct)
    {
        var (before, now) = (was.Deelnemers.Werkplekbegeleiders, becomes.Deelnemers.Werkplekbegeleiders);
        if (becomes.GeopendOp is null || becomes.Mentor is not null || before.SequenceEqual(now))
        {
            return [];
        }

        var form = await ReadFormulierAsync(was.Id, Zijde.Mentor, ct);
        var draft = before.Intersect(now).Any() && form is not null ? form.Value : new Formulier();
        return [SaveForm(Zijde.Mentor, draft with { Voor = now }, form)];
    }

    /// <summary>Own notes are for the gesprek: when that was held, or will never be, they go.</summary>
    private static bool NotesAreOver(Zaak zaak) => zaak.Fase is Fase.Besproken or Fase.Afgesloten or Fase.Vervallen;

    private async ValueTask<IReadOnlyList<Write>> NotesAsync(string zaak, CancellationToken ct)
    {
        List<Write> writes = [];
        await foreach (var document in store.QueryAsync(PartitionOf(zaak), RowRange.Prefix("notitie:"), ct))
        {
            writes.Add(new Write.Delete(document.Row, document.Version));
        }

        return writes;
    }

    private async IAsyncEnumerable<string> IdsAsync(Partition partition, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var document in store.QueryAsync(partition, RowRange.All, ct))
        {
            yield return document.Row;
        }
    }
}

/// <summary>The versions a decision is based on: the register and the instruments as they stand now.</summary>
public sealed record Grondslag(RegisterSnapshot Register, InstrumentCatalog Instrumenten);

/// <summary>A person's own form, empty when nothing was filled in for this person, with the document it was read from.</summary>
public sealed record EigenFormulier
{
    private EigenFormulier()
    {
    }

    public required Formulier Formulier { get; init; }

    internal Stored<Formulier>? Gelezen { get; private init; }

    internal static EigenFormulier Of(Stored<Formulier>? gelezen, PersonId person) => new()
    {
        Formulier = gelezen?.Value is { } own && (own.Ingediend || own.IsVoor(person)) ? own : new Formulier(),
        Gelezen = gelezen,
    };
}

/// <summary>Both sides' answers; null for a side that never came or stays sealed.</summary>
public sealed record Ingevuld(Antwoorden? Student, Antwoorden? Mentor);

/// <summary>An entry in a list of cases.</summary>
public sealed record ZaakVermelding(PersonId Student);
