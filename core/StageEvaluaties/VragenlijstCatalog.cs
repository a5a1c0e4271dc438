using System.Collections.Frozen;
using Isop.Core.Instrumenten;
using Isop.Core.Register;

namespace Isop.Core.StageEvaluaties;

/// <summary>
/// Every version of every vragenlijst, and which one is in use where: for an opleiding the version that was applied last and covers it. The
/// defaults come first, so every opleiding has one. Immutable.
/// </summary>
public sealed class VragenlijstCatalog
{
    private static readonly Lazy<VragenlijstCatalog> LazyDefaults = new(LoadDefaults);

    private readonly IReadOnlyList<Vragenlijst> _applied;
    private readonly FrozenDictionary<VragenlijstRef, Vragenlijst> _versions;
    private readonly FrozenDictionary<string, Vragenlijst> _inUse;

    private VragenlijstCatalog(IReadOnlyList<Vragenlijst> applied)
    {
        _applied = applied;
        // Not ToFrozenDictionary at once: of two equal keys it would keep the last without a word.
        _versions = applied.ToDictionary(l => l.Ref()).ToFrozenDictionary();
        var inUse = new Dictionary<string, Vragenlijst>(StringComparer.Ordinal);
        foreach (var (opleiding, vragenlijst) in applied.SelectMany(l => l.Opleidingen, (l, o) => (o, l)))
        {
            inUse[opleiding] = vragenlijst;
        }

        _inUse = inUse.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The lists that come with the product, checked when first asked for.</summary>
    /// <exception cref="InvalidOperationException">A default is faulty or missing: the build is broken.</exception>
    public static VragenlijstCatalog Defaults => LazyDefaults.Value;

    /// <summary>Every version, in the order in which they were applied.</summary>
    public IReadOnlyList<Vragenlijst> Applied => _applied;

    /// <summary>The list to invite a student with; null for guests.</summary>
    public Vragenlijst? For(Opleiding opleiding) => InUse(opleiding.Code);

    /// <summary>A version that a wave was opened with.</summary>
    public Vragenlijst? Find(VragenlijstRef version) => _versions.GetValueOrDefault(version);

    /// <summary>The highest version under this id.</summary>
    public Vragenlijst? Latest(string id) => _applied.Where(l => l.Id == id).MaxBy(l => l.Versie);

    /// <summary>The catalogue after applying these versions, one after the other.</summary>
    /// <exception cref="ArgumentException">A version is there already.</exception>
    public VragenlijstCatalog With(IReadOnlyList<Vragenlijst> vragenlijsten) => new([.. _applied, .. vragenlijsten]);

    /// <summary>By the code of the opleiding.</summary>
    public IReadOnlyDictionary<string, Vragenlijst> InGebruik => _inUse;

    internal Vragenlijst? InUse(string opleiding) => _inUse.GetValueOrDefault(opleiding);

    /// <summary>The lists that keep an opleiding when this one is applied.</summary>
    internal IReadOnlyList<Vragenlijst> StaysBeside(Vragenlijst vragenlijst) =>
        [.. _applied.Where(l => l.Opleidingen.Any(o => InUse(o) == l && !vragenlijst.Opleidingen.Contains(o)))];

    private static VragenlijstCatalog LoadDefaults()
    {
        var catalog = InstrumentJson.Embedded("Isop.Core.StageEvaluaties")
            .Select(file => (file.Name, Vragenlijst: LoadDefault(file.Name, file.Json)))
            .OrderBy(f => f.Vragenlijst.Id, StringComparer.Ordinal).ThenBy(f => f.Vragenlijst.Versie)
            .Aggregate(new VragenlijstCatalog([]), (catalog, file) => VragenlijstCheck.CheckBeside(catalog, file.Vragenlijst) is [var fault, ..]
                ? throw new InvalidOperationException($"{file.Name} {fault}")
                : catalog.With([file.Vragenlijst]));
        return Opleiding.Codes.FirstOrDefault(code => catalog.InUse(code) is null) is { } bare
            ? throw new InvalidOperationException($"No default vragenlijst for {bare}.")
            : catalog;
    }

    private static Vragenlijst LoadDefault(string name, byte[] json) => VragenlijstReader.Read(json) switch
    {
        VragenlijstReading.Good good => good.Vragenlijst,
        VragenlijstReading.Faulty faulty => throw new InvalidOperationException($"{name} {string.Join(" ", faulty.Faults)}"),
        _ => throw new InvalidOperationException(name),
    };
}
