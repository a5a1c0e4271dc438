using Isop.Core.Register;
using Isop.Core.Storage;

namespace Isop.Core.Bezorging;

/// <summary>Where a person's deliveries are: one partition per person, so that a claim is one commit.</summary>
internal static class BezorgRows
{
    public const string Table = "bezorgingen";
    public const string BezorgingPrefix = "b:";
    public const string BerichtPrefix = "m:";
    public const string Dag = "dag";
    public const string Voorkeuren = "voorkeuren";

    /// <summary>
    /// Sorts behind all of the above: what is finished since an earlier day, so that a turn reads one short range however long
    /// the person has been with us.
    /// </summary>
    public const string Cold = "z:";
    public const string ColdBezorgingPrefix = Cold + BezorgingPrefix;
    public const string ColdBerichtPrefix = Cold + BerichtPrefix;

    /// <summary>A delivery that ever was: stays when the delivery itself has moved, so that its intent cannot bring it back.</summary>
    public const string KnownPrefix = Cold + "k:";

    public static RowRange Open { get; } = new("", Cold);

    public static Partition PartitionOf(PersonId person) => new(Table, person.ToString());

    /// <summary>A delivery that an intent asks for; a conflict in either row means that it was asked for before.</summary>
    public static Write[] Ask(Bezorging bezorging) => [Add(bezorging), new Write.Add(KnownPrefix + bezorging.Id, "{}"u8.ToArray())];

    public static Write Add(Bezorging bezorging) =>
        Documents.Add(BezorgingPrefix + bezorging.Id, bezorging, CoreJson.Default.Bezorging);

    public static Write Save(Bezorging bezorging, Stored<Bezorging> was) =>
        Documents.Save(BezorgingPrefix + bezorging.Id, bezorging, was, CoreJson.Default.Bezorging);

    public static Write Save(Bericht bericht, Stored<Bericht>? was) =>
        Documents.Save((bericht.Archived ? ColdBerichtPrefix : BerichtPrefix) + bericht.Id, bericht, was, CoreJson.Default.Bericht);

    public static Write[] Archive(Stored<Bezorging> was) =>
    [
        new Write.Delete(BezorgingPrefix + was.Value.Id, was.Version),
        Documents.Add(ColdBezorgingPrefix + was.Value.Id, was.Value, CoreJson.Default.Bezorging),
    ];

    public static Write[] Archive(Stored<Bericht> was) =>
        [new Write.Delete(BerichtPrefix + was.Value.Id, was.Version), Save(was.Value with { Archived = true }, null)];
}

/// <summary>On which day the person was last notified: the document that two claims cannot both change.</summary>
public sealed record Meldingsdag(DateOnly NotifiedOn);
