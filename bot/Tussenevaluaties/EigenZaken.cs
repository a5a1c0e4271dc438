using System.Runtime.CompilerServices;
using Isop.Bot.Cards;
using Isop.Core.Register;
using Isop.Core.Time;
using Isop.Core.Tussenevaluaties;

namespace Isop.Bot.Tussenevaluaties;

/// <summary>What a person has with the tussenevaluaties: the tasks, and own notes.</summary>
internal sealed class EigenZaken(Zaken zaken, VerwachtingenCache verwachtingen)
{
    private const int LongestNote = 2000;

    public void Map(CardCatalog catalog)
    {
        catalog.AddTasks(TasksAsync);
        catalog.Command("notitie", NoteAsync);
    }

    /// <summary>The cases this person takes part in or handles, as they stand in the register now.</summary>
    public IAsyncEnumerable<ZaakView> OfAsync(PersonId person, DateTimeOffset now, CancellationToken ct) => OfAsync(person, handled: true, now, ct);

    /// <summary>The cases that name this person: without those that only come to her because nobody else can handle them.</summary>
    public IAsyncEnumerable<ZaakView> NamingAsync(PersonId person, DateTimeOffset now, CancellationToken ct) => OfAsync(person, handled: false, now, ct);

    private async IAsyncEnumerable<ZaakView> OfAsync(PersonId person, bool handled, DateTimeOffset now, [EnumeratorCancellation] CancellationToken ct)
    {
        var grondslag = await zaken.GrondslagAsync(ct);
        var all = verwachtingen.For(grondslag.Register, AmsterdamTime.DateOf(now));
        foreach (var v in all.Of(person).Concat(handled ? verwachtingen.HandledBy(all, person) : []).DistinctBy(v => v.Zaak)
            .OrderBy(v => v.Deadline).ThenBy(v => grondslag.Register.Find(v.Deelnemers.Student)?.Naam, StringComparer.CurrentCulture))
        {
            if (await zaken.Store.FindAsync(v, all, ct) is { } zaak)
            {
                yield return new ZaakView(zaak, grondslag, person, now);
            }
        }
    }

    /// <summary>The cases about this student, first opening first, as the reader looks at them; whether the reader may is for the caller.</summary>
    public async IAsyncEnumerable<ZaakView> OfStudentAsync(PersonId student, PersonId lezer, DateTimeOffset now, [EnumeratorCancellation] CancellationToken ct)
    {
        var grondslag = await zaken.GrondslagAsync(ct);
        var all = verwachtingen.For(grondslag.Register, AmsterdamTime.DateOf(now));
        foreach (var v in all.Of(student).Where(v => v.Deelnemers.Student == student).OrderBy(v => v.Opening))
        {
            if (await zaken.Store.FindAsync(v, all, ct) is { } zaak)
            {
                yield return new ZaakView(zaak, grondslag, lezer, now);
            }
        }
    }

    private async IAsyncEnumerable<OpenTask> TasksAsync(PersonId person, DateTimeOffset now, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var z in OfAsync(person, now, ct))
        {
            if (TaskOf(z) is { } kind)
            {
                yield return new OpenTask(kind, z.Zaak.Id);
            }
        }
    }

    private static string? TaskOf(ZaakView z) => (z.Zaak, z.Zijde) switch
    {
        ({ Twijfel: not null }, _) => null,
        ({ Fase: Fase.Leervragen, LeervragenGegeven: false }, Zijde.Student) => Kaarten.Leervragen,
        ({ Fase: Fase.Open }, { } zijde) when z.Zaak.InzendingVan(zijde) is null => Kaarten.Formulier,
        ({ Fase: Fase.Open, Verloop.TeLaatGemeld: true }, null) when z.Behandelt => Kaarten.TeLaat,
        _ when VergelijkingActions.MayShow(z) => Kaarten.Vrijgave,
        _ when VergelijkingActions.Waits(z) => Kaarten.Vergelijking,
        ({ Verloop.TerugblikGevraagd: true }, not null) when z.Zaak.Gesprek.Terugblikken.All(t => t.Van != z.Lezer) => Kaarten.Terugblik,
        _ => null,
    };

    /// <summary>"notitie Gijs: mooie kring": a note of one's own about a student, kept until the gesprek.</summary>
    private async ValueTask<CardAnswer> NoteAsync(ChatCommand command, CancellationToken ct)
    {
        var (about, note) = Split(command.Text);
        if (note.Length == 0)
        {
            return new CardAnswer.Say("Schrijf het zo: notitie Gijs: mooie kring. Alleen jij ziet je notities.");
        }

        if (note.Length > LongestNote)
        {
            return new CardAnswer.Say("Deze notitie is te lang. Gebruik ten hoogste 2.000 tekens.");
        }

        List<ZaakView> open = [];
        await foreach (var z in OfAsync(command.Actor, command.Now, ct))
        {
            if (z.Zijde is not null && z.Zaak.Fase is Fase.Gepland or Fase.Leervragen or Fase.Open or Fase.Zichtbaar)
            {
                open.Add(z);
            }
        }

        var found = open.Where(z => Matches(z, about)).ToList();
        found = found.Count > 1 && found.Any(z => z.Zaak.GeopendOp is not null) ? [.. found.Where(z => z.Zaak.GeopendOp is not null)] : found;
        if (found.Select(z => z.Zaak.Deelnemers.Student).Distinct().Count() != 1)
        {
            var names = Dutch.List([.. open.Select(z => z.StudentVoluit).Distinct()]);
            return new CardAnswer.Say(open.Count == 0
                ? "Er is nu geen tussenevaluatie waar deze notitie bij kan."
                : $"Over wie gaat dit? Schrijf de naam en een dubbele punt, bijvoorbeeld: notitie {open[0].Student}: … Je begeleidt {names}.");
        }

        var chosen = found.OrderBy(z => z.Zaak.Opening).First();
        note = chosen.Zijde == Zijde.Student && !IsNameOf(chosen, about) ? Whole(command.Text) : note;
        if (!await zaken.Store.AddNotitieAsync(chosen.Zaak, command.Actor, note, command.Now, ct))
        {
            return new CardAnswer.Say("Deze tussenevaluatie is al besproken of gestopt. Er kan geen notitie meer bij.");
        }

        return new CardAnswer.Say(chosen.Zijde == Zijde.Student
            ? "Genoteerd. Je ziet het terug bij het invullen. Niemand anders ziet het; na het gesprek wordt het gewist."
            : $"Genoteerd bij {chosen.Student}. Je ziet het terug bij het invullen. Niemand anders ziet het; na het gesprek wordt het gewist.");
    }

    private static (string About, string Note) Split(string text)
    {
        var rest = text.Trim();
        rest = rest.StartsWith("notitie", StringComparison.OrdinalIgnoreCase) ? rest["notitie".Length..].TrimStart(':', ' ').Trim() : rest;
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        return colon is > 0 and < 80 ? (rest[..colon].Trim(), rest[(colon + 1)..].Trim()) : ("", rest);
    }

    /// <summary>A student's own note names nobody, so a colon in it is just a colon: "om 10:30 ging de kring goed".</summary>
    private static string Whole(string text) => text.Trim()["notitie".Length..].TrimStart(':', ' ').Trim();

    private static bool IsNameOf(ZaakView z, string about) =>
        string.Equals(z.Student, about, StringComparison.OrdinalIgnoreCase) || string.Equals(z.StudentVoluit, about, StringComparison.OrdinalIgnoreCase);

    /// <summary>The student's own note needs no name; a mentor names the student, or has only one.</summary>
    private static bool Matches(ZaakView z, string about) =>
        about.Length == 0
        || z.Zijde == Zijde.Student
        || IsNameOf(z, about);
}

/// <summary>The expectations of the register version and day last asked for: worked out once for each.</summary>
internal sealed class VerwachtingenCache
{
    private Verwachtingen? _last;
    private Behandeld? _handled;

    public Verwachtingen For(RegisterSnapshot register, DateOnly today)
    {
        var last = Volatile.Read(ref _last);
        if (last?.Register == register && last.Day == today)
        {
            return last;
        }

        var fresh = new Verwachtingen(register, today);
        Volatile.Write(ref _last, fresh);
        return fresh;
    }

    /// <summary>What comes to a coördinerend opleider or the bureau because no opleider can handle it.</summary>
    public IEnumerable<Verwachting> HandledBy(Verwachtingen all, PersonId person)
    {
        if (!all.Register.RollenOf(person).Any(r => IsHandler(r, all.Day)))
        {
            return [];
        }

        var handled = Volatile.Read(ref _handled);
        if (handled?.Of != all)
        {
            handled = new Behandeld(all, all.All.SelectMany(v => Tussenevaluatie.Behandelaars(Tussenevaluatie.Begin(v), all.Register, all.Day), (v, p) => (v, p))
                .Where(x => all.Register.RollenOf(x.p).Any(r => IsHandler(r, all.Day))).ToLookup(x => x.p, x => x.v));
            Volatile.Write(ref _handled, handled);
        }

        return handled.By[person];
    }

    private static bool IsHandler(Rol rol, DateOnly on) => rol.Soort is RolSoort.CoordinerendSchoolopleider or RolSoort.Onderwijsbureau && rol.Holds(on);

    private sealed record Behandeld(Verwachtingen Of, ILookup<PersonId, Verwachting> By);
}
