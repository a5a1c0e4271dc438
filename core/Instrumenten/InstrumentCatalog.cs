using System.Collections.Frozen;
using Isop.Core.Register;

namespace Isop.Core.Instrumenten;

/// <summary>
/// Every version of every instrument, and which one is in use where: for an opleiding and a leerjaar the version that was
/// applied last and covers them. The defaults come first, so there is always one for the hbo. Immutable.
/// </summary>
public sealed class InstrumentCatalog
{
    private static readonly Lazy<InstrumentCatalog> LazyDefaults = new(LoadDefaults);

    private readonly IReadOnlyList<Instrument> _applied;
    private readonly FrozenDictionary<InstrumentRef, Instrument> _versions;
    private readonly FrozenDictionary<(string Opleiding, int Leerjaar), Instrument> _inUse;

    private InstrumentCatalog(IReadOnlyList<Instrument> applied)
    {
        _applied = applied;
        // Not ToFrozenDictionary at once: of two equal keys it would keep the last without a word.
        _versions = applied.ToDictionary(i => i.Ref()).ToFrozenDictionary();
        var inUse = new Dictionary<(string, int), Instrument>();
        foreach (var instrument in applied)
        {
            foreach (var place in Places(instrument))
            {
                inUse[place] = instrument;
            }
        }

        _inUse = inUse.ToFrozenDictionary();
    }

    /// <summary>The instruments that come with the product, checked when first asked for.</summary>
    /// <exception cref="InvalidOperationException">A default is faulty or missing: the build is broken.</exception>
    public static InstrumentCatalog Defaults => LazyDefaults.Value;

    /// <summary>Every version, in the order in which they were applied.</summary>
    public IReadOnlyList<Instrument> Applied => _applied;

    /// <summary>The version to open a new case with; null where there is no tussenevaluatie (mbo, gast).</summary>
    public Instrument? For(Opleiding opleiding, int leerjaar) => InUse(opleiding.Code, leerjaar);

    /// <summary>A version that a case was made with.</summary>
    public Instrument? Find(InstrumentRef version) => _versions.GetValueOrDefault(version);

    /// <summary>The highest version under this id.</summary>
    public Instrument? Latest(string id) => _applied.Where(i => i.Id == id).MaxBy(i => i.Versie);

    /// <summary>The catalogue after applying these versions, one after the other.</summary>
    /// <exception cref="ArgumentException">A version is there already.</exception>
    public InstrumentCatalog With(IReadOnlyList<Instrument> instruments) => new([.. _applied, .. instruments]);

    internal Instrument? InUse(string opleiding, int leerjaar) => _inUse.GetValueOrDefault((opleiding, leerjaar));

    /// <summary>The opleidingen and leerjaren that an instrument covers.</summary>
    internal static IEnumerable<(string Opleiding, int Leerjaar)> Places(Instrument instrument) =>
        from opleiding in instrument.Opleidingen
        from leerjaar in instrument.Leerjaren
        select (opleiding, leerjaar);

    private static InstrumentCatalog LoadDefaults()
    {
        var catalog = new InstrumentCatalog([.. InstrumentJson.Embedded("Isop.Core.Instrumenten")
            .Select(file => LoadDefault(file.Name, file.Json))
            .OrderBy(i => i.Id, StringComparer.Ordinal).ThenBy(i => i.Versie)]);
        string[] hbo = ["pabo-vt", "pabo-dt", "zij-instroom", "ad-pep", "ad-dep"];
        var bare = (from opleiding in hbo from leerjaar in Enumerable.Range(1, 4) select (opleiding, leerjaar))
            .FirstOrDefault(place => !catalog._inUse.ContainsKey(place));
        return bare is (null, _) ? catalog : throw new InvalidOperationException($"No default instrument for {bare}.");
    }

    private static Instrument LoadDefault(string name, byte[] json) => InstrumentReader.Read(json) switch
    {
        InstrumentReading.Good good => good.Instrument,
        InstrumentReading.Faulty faulty => throw new InvalidOperationException($"{name} {string.Join(" ", faulty.Faults)}"),
        _ => throw new InvalidOperationException(name),
    };
}
