using Isop.Core.Bezorging;
using Isop.Core.Inzage;
using Isop.Core.Register;
using Isop.Core.Storage;
using Isop.Core.Time;

namespace Isop.Core.Personen;

/// <summary>
/// Erases a person: out of every version of the register, and out of every document, by the rule of its kind. May run while people
/// work, may be cut off at any moment and begun again, and comes to the same end.
/// </summary>
public sealed class Wissing(IDocumentStore store, RegisterStore registers, Wismerken merken, TimeProvider clock)
{
    /// <summary>What other processes may still know of the person in memory, and finish: links for half a minute, a turn for seconds.</summary>
    public static readonly TimeSpan Nawerking = TimeSpan.FromSeconds(40);

    /// <summary>Somebody may go on writing about the person; then a later run takes the rest.</summary>
    private const int Passes = 5;

    private const string Alleen = "wissen";

    private readonly Persoonszoeker _zoeker = new(store, registers);
    private readonly RegisterWissing _register = new(store, registers);

    /// <summary>Whom an address means, as far as anything is left of the person. Changes nothing.</summary>
    public async ValueTask<Wisvraag> AskAsync(string adres, CancellationToken cancellationToken)
    {
        var mark = await merken.FindAsync(adres, cancellationToken);
        var wie = mark?.Bezig is { } begun
            ? await _zoeker.WholeAsync(begun, cancellationToken)
            : await _zoeker.FindAsync(adres, cancellationToken);
        if (wie is null)
        {
            return await LeftAsync(adres, mark, cancellationToken);
        }

        var register = await registers.CurrentAsync(cancellationToken);
        var today = AmsterdamTime.DateOf(clock.GetUtcNow());
        return register.Find(wie.Id) is { Beeindigd: null }
            ? new Wisvraag.Actief(wie, register.RollenOf(wie.Id).Count(r => r.Holds(today)), Stages(register, wie.Id).Count(s => s.IsOngoing(today)))
            : new Wisvraag.Kan(wie);
    }

    /// <summary>What would go or lose the name, per table. Changes nothing.</summary>
    public async ValueTask<Wistelling> CountAsync(Identiteit wie, CancellationToken cancellationToken)
    {
        var counts = new Wistelling();
        counts.Versies += await _register.CountAsync(wie.Id, cancellationToken);
        await PassAsync(wie, counts, false, cancellationToken);
        return counts;
    }

    /// <summary>Erases.</summary>
    /// <param name="wie">Whom.</param>
    /// <param name="door">The user of the process.</param>
    /// <param name="wacht">Is told when it waits for what other processes still know.</param>
    /// <param name="cancellationToken">Cancels; a later run goes on.</param>
    /// <param name="eerder">The mark of the erasure that this one repeats.</param>
    /// <returns>
    /// The mark; without <see cref="Wismerk.Klaar"/> when something was left at the end. Null when somebody erases at this moment: two at
    /// once would take each other's version of the register for leftovers.
    /// </returns>
    public async ValueTask<Wismerk?> RunAsync(
        Identiteit wie, string door, Action? wacht, CancellationToken cancellationToken, Wismerk? eerder = null)
    {
        using var lease = new Lease(store, Alleen, clock);
        if (!await lease.TryHoldAsync(cancellationToken))
        {
            return null;
        }

        try
        {
            return await RunAsync(await BeginAsync(wie, door, eerder, cancellationToken), lease, wacht, cancellationToken);
        }
        finally
        {
            await lease.ReleaseAsync(CancellationToken.None);
        }
    }

    private async ValueTask<Wismerk> RunAsync(Wismerk mark, Lease lease, Action? wacht, CancellationToken cancellationToken)
    {
        var wie = mark.Bezig!;
        var counts = new Wistelling();
        var versions = new HashSet<string>();
        versions.UnionWith((await _register.ReplaceAsync(wie.Id, lease, cancellationToken)).Keys);
        await PassAsync(wie, counts, true, cancellationToken);
        if (await Lease.IsHeldAsync(store, Lease.Bezorging, clock.GetUtcNow(), cancellationToken))
        {
            var pause = Task.Delay(Nawerking, clock, cancellationToken);
            wacht?.Invoke();
            await pause;
        }

        var clean = false;
        for (var pass = 0; pass < Passes && !clean; pass++)
        {
            wie = await _zoeker.WholeAsync(wie, cancellationToken);
            versions.UnionWith((await _register.ReplaceAsync(wie.Id, lease, cancellationToken)).Keys);
            await _register.RemoveAsync(versions, clock.GetUtcNow(), cancellationToken);
            clean = !await PassAsync(wie, counts, true, cancellationToken);
        }

        counts.Versies = versions.Count;
        if (!clean)
        {
            return mark with { Aantallen = counts.Aantallen };
        }

        await AuditAsync(mark, cancellationToken);
        var done = mark with { Bezig = null, Klaar = clock.GetUtcNow(), Aantallen = counts.Aantallen };
        await merken.SaveAsync(done, cancellationToken);
        return done;
    }

    /// <summary>
    /// Whom a backup brought back: everybody in the register whom one of these marks means, unless the store knows that mark as done: then
    /// the backup was made after the erasure, and who is there came back since. And whose erasure was under way when the backup was made.
    /// </summary>
    public async ValueTask<IReadOnlyList<(Wismerk Merk, Identiteit Wie)>> BackAsync(IEnumerable<Wismerk> marks, CancellationToken cancellationToken)
    {
        var stored = await merken.AllAsync(cancellationToken);
        var back = stored.Where(m => m.Bezig is not null).ToDictionary(m => m.Bezig!.Id, m => (Merk: m, Wie: m.Bezig!));
        var known = marks.ExceptBy(stored.Select(m => m.Id), m => m.Id).ToList();
        await foreach (var register in _zoeker.EarlierAsync(cancellationToken))
        {
            foreach (var person in register.Data.Personen)
            {
                if (known.Find(m => m.IsVan(person.Id)) is { } mark)
                {
                    back.TryAdd(person.Id, (mark, new Identiteit { Id = person.Id }));
                }
            }
        }

        var found = new List<(Wismerk, Identiteit)>();
        foreach (var (mark, wie) in back.Values)
        {
            found.Add((mark, await _zoeker.WholeAsync(wie, cancellationToken)));
        }

        return found;
    }

    /// <summary>Keeps the marks of erasures that the store does not know, so that an import warns of them too.</summary>
    public async ValueTask RememberAsync(IEnumerable<Wismerk> marks, CancellationToken cancellationToken)
    {
        var stored = (await merken.AllAsync(cancellationToken)).Select(m => m.Id).ToHashSet();
        foreach (var mark in marks.Where(m => m.Bezig is null && !stored.Contains(m.Id)))
        {
            await merken.SaveAsync(mark, cancellationToken);
        }
    }

    /// <summary>Who was erased, or never was in the register, may have written: then there is an address and an account, and nobody.</summary>
    private async ValueTask<Wisvraag> LeftAsync(string adres, Wismerk? mark, CancellationToken cancellationToken)
    {
        var wie = await _zoeker.WholeAsync(new Identiteit { Id = PersonId.From(Guid.NewGuid()), Adressen = [adres] }, cancellationToken);
        return (await CountAsync(wie, cancellationToken)).Aantallen.Count > 0 ? new Wisvraag.Kan(wie) : mark is null ? new Wisvraag.Onbekend() : new Wisvraag.AlGewist(mark.Op);
    }

    /// <summary>The mark comes before everything else: from here on the person can be found again, whatever is gone already.</summary>
    private async ValueTask<Wismerk> BeginAsync(Identiteit wie, string door, Wismerk? eerder, CancellationToken cancellationToken)
    {
        var begun = (await merken.AllAsync(cancellationToken)).FirstOrDefault(m => m.Bezig?.Id == wie.Id) ?? eerder;
        var mark = (begun?.Met(wie) ?? Wismerk.Begin(wie, clock.GetUtcNow(), door)) with { Klaar = null };
        await merken.SaveAsync(mark, cancellationToken);
        return mark;
    }

    private async ValueTask AuditAsync(Wismerk mark, CancellationToken cancellationToken)
    {
        var line = new InzageRegel { At = mark.Op, By = "beheerder", Soort = InzageSoort.PersoonGewist, About = PersonId.Gewist, Detail = mark.Id };
        var row = $"inzage:{mark.Op.UtcTicks:D19}:{mark.Id}";
        // Once, however often it was begun.
        await store.AddIfAbsentAsync(RegisterStore.Partition, [Documents.Add(row, line, CoreJson.Default.InzageRegel)], cancellationToken);
    }

    /// <summary>One look at everything that is stored; whether there was anything to do.</summary>
    private async ValueTask<bool> PassAsync(Identiteit wie, Wistelling counts, bool erase, CancellationToken cancellationToken)
    {
        var herkenning = new Herkenning(wie);
        var found = false;
        await foreach (var table in store.Whole().TablesAsync(cancellationToken))
        {
            var gone = new List<(Partition Partition, Write Delete)>();
            await foreach (var (partition, document) in store.Whole().ReadTableAsync(table, cancellationToken))
            {
                switch (herkenning.Of(partition, document))
                {
                    case Spoor.Eigen:
                        gone.Add((partition, new Write.Delete(document.Row, document.Version)));
                        counts.Gewist(table);
                        break;
                    case Spoor.Genoemd named:
                        counts.ZonderNaam(table);
                        found = true;
                        await (erase ? RewriteAsync(partition, document, named, cancellationToken) : ValueTask.CompletedTask);
                        break;
                }
            }

            found |= gone.Count > 0;
            foreach (var partition in erase ? gone.ToLookup(g => g.Partition, g => g.Delete) : Enumerable.Empty<IGrouping<Partition, Write>>())
            {
                await store.DeleteIfPresentAsync(partition.Key, partition, cancellationToken);
            }
        }

        return found;
    }

    /// <summary>A conflict means that somebody changed it just now: the next pass looks at it as it is then.</summary>
    private async ValueTask RewriteAsync(Partition partition, Document was, Spoor.Genoemd named, CancellationToken cancellationToken)
    {
        if (named.Row == was.Row)
        {
            await store.CommitAsync(partition, [new Write.Replace(was.Row, named.Body, was.Version)], cancellationToken);
            return;
        }

        var delete = new Write.Delete(was.Row, was.Version);
        if (await store.CommitAsync(partition, [delete, new Write.Add(named.Row, named.Body)], cancellationToken) is CommitResult.Conflict taken && taken.Row == named.Row)
        {
            // Two who were erased did the same on the same day.
            await store.DeleteIfPresentAsync(partition, [delete], cancellationToken);
        }
    }

    private static IEnumerable<Stage> Stages(RegisterSnapshot register, PersonId person) =>
        register.StagesOf(person).Concat(register.StagesGuidedBy(person)).Concat(register.StagesUnder(person)).DistinctBy(s => s.Id);
}

/// <summary>What can be erased under an address.</summary>
public abstract record Wisvraag
{
    private Wisvraag()
    {
    }

    /// <summary>Nobody ever had it.</summary>
    public sealed record Onbekend : Wisvraag;

    /// <summary>Nothing is left.</summary>
    public sealed record AlGewist(DateTimeOffset Op) : Wisvraag;

    /// <summary>The person is in the register in use.</summary>
    public sealed record Actief(Identiteit Wie, int Rollen, int Stages) : Wisvraag;

    public sealed record Kan(Identiteit Wie) : Wisvraag;
}

/// <summary>How many documents go or lose the name, per table.</summary>
public sealed class Wistelling
{
    public const string Register = "register versies";

    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Versions of the register that name the person.</summary>
    public int Versies
    {
        get => _counts.GetValueOrDefault(Register);
        set => _counts[Register] = value;
    }

    /// <summary>"tussenevaluaties gewist" → 12.</summary>
    public IReadOnlyDictionary<string, int> Aantallen => _counts.Where(c => c.Value > 0).ToDictionary();

    internal void Gewist(string table) => Add($"{table} gewist");

    internal void ZonderNaam(string table) => Add($"{table} zonder naam");

    private void Add(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;
}
