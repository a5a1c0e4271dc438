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

    public static Partition PartitionOf(PersonId person) => new(Table, person.ToString());

    public static Write Add(Bezorging bezorging) =>
        Documents.Add(BezorgingPrefix + bezorging.Id, bezorging, CoreJson.Default.Bezorging);

    public static Write Save(Bezorging bezorging, Stored<Bezorging> was) =>
        Documents.Save(BezorgingPrefix + bezorging.Id, bezorging, was, CoreJson.Default.Bezorging);

    public static Write Save(Bericht bericht, Stored<Bericht>? was) =>
        Documents.Save(BerichtPrefix + bericht.Id, bericht, was, CoreJson.Default.Bericht);
}

/// <summary>On which day the person was last notified: the document that two claims cannot both change.</summary>
public sealed record Meldingsdag(DateOnly NotifiedOn);
