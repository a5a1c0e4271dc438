using System.Collections.Frozen;
using Isop.Core.Register;

namespace Isop.Core.Begeleidingsteam;

/// <summary>
/// The starts that one register version asks attention for on a day: of stages that begin in the coming ten days or began in the last
/// three weeks. A stage that ran longer when it was first seen gets nothing, so that an import halfway the year floods nobody.
/// </summary>
public sealed class Stagestarts
{
    /// <summary>Days ahead.</summary>
    public const int DagenVooraf = 10;

    /// <summary>The first day a student is there may come so much later than the first of the stage: a summer holiday.</summary>
    private const int LangsteVakantie = 44;

    private readonly FrozenDictionary<string, Stagestart> _byId;

    public Stagestarts(RegisterSnapshot register, DateOnly today)
    {
        (Register, Day) = (register, today);
        var ahead = today.AddDays(DagenVooraf);
        bool IsNear(Stage stage) => stage.Van <= ahead && stage.Van.AddDays(Stagestart.DagenErna + LangsteVakantie) > today;
        var starts = register.Data.Stages.Where(s => IsNear(s) && s.Tot >= today).Select(s => Stagestart.BeginVan(register, s)).Where(IsNear).DistinctBy(s => s.Id)
            .Select(s => (Id: Stagestart.IdVanBegin(s), Start: Stagestart.Van(register, s, today))).ToList();
        _byId = starts.Where(s => s.Start?.IsBegin(today) == true).ToFrozenDictionary(s => s.Id, s => s.Start!);
        Gestopt = [.. starts.Where(s => s.Start is null).Select(s => s.Id)];
        NextTurn = register.Data.Stages.Where(s => s.Van > ahead && Stagestart.Telt(s)).Select(s => s.Van.AddDays(-DagenVooraf))
            .Concat(_byId.Values.SelectMany(s => s.Begeleiders.Where(b => b.Stage.Id != s.Stage.Id)).Select(b => b.Stage.Van).Where(day => day > today))
            .Select(day => (DateOnly?)day).Min();
    }

    public RegisterSnapshot Register { get; }

    public DateOnly Day { get; }

    public IEnumerable<Stagestart> All => _byId.Values;

    /// <summary>Of which no stage goes on, though one would have begun in these weeks.</summary>
    public IReadOnlyList<string> Gestopt { get; }

    /// <summary>The next day on which, without any change of the register, another start asks attention or somebody takes over.</summary>
    public DateOnly? NextTurn { get; }

    public Stagestart? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>What is not as it was; everything that asks attention when there is nothing to compare with.</summary>
    public IEnumerable<string> Changes(Stagestarts? was, bool all)
    {
        all |= was is null;
        var changed = All.Where(s => all || was!.Find(s.Id)?.Beeld != s.Beeld).Select(s => s.Id);
        var left = (was?.All.Select(s => s.Id) ?? []).Concat(all ? Gestopt : [])
            .Where(id => Find(id) is null && Stagestart.Van(Register, id, Day) is null);
        return changed.Concat(left).Distinct();
    }
}
