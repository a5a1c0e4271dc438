using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Isop.Core.Certificaten.Trainingen;
using Isop.Core.Register;

namespace Isop.Tests.Certificaten.Trainingen;

public sealed class EvaluatiebeeldTests
{
    private static IReadOnlyList<string> Open => [.. Trainingsvragen.Huidig.Evaluatie.Open.Select(v => v.Id)];

    [Property(MaxTest = 200)]
    public Property Nothing_is_lost_or_added_and_the_order_of_coming_in_does_not_show() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ListOf(12).ToArbitrary(),
        places =>
        {
            var answers = places.Distinct().Select((p, i) => Answer(i, p)).ToList();
            var (one, other) = (Evaluatiebeeld.Van(answers, 12), Evaluatiebeeld.Van([.. answers.AsEnumerable().Reverse()], 12));
            return Open.All(v => one.Teksten[v].SequenceEqual(other.Teksten[v]) && one.Teksten[v].Order().SequenceEqual(answers.Select(a => a.Teksten[v]).Order()));
        });

    [Fact]
    public void What_one_person_wrote_does_not_stand_at_the_same_place_under_each_question()
    {
        var random = new Random(7);
        var answers = Enumerable.Range(0, 30).Select(i => Answer(i, random.Next())).ToList();
        var beeld = Evaluatiebeeld.Van(answers, 30);
        var orders = Open.Select(v => beeld.Teksten[v].Select(t => t.Split(' ')[0]).ToList()).ToList();
        Assert.True(orders[0].Zip(orders[1]).Count(p => p.First == p.Second) < 6);
    }

    private static Trainingsantwoord Answer(int who, int place) => new()
    {
        Persoon = PersonId.From(new Guid(who + 1, 0, 0, new byte[8])), Versie = 1, Plaats = place, Eindigt = default,
        Stappen = Trainingsvragen.Huidig.Evaluatie.Stellingen.ToDictionary(s => s.Id, _ => (who % 5) + 1), Teksten = Open.ToDictionary(v => v, v => $"{who} over {v}"),
    };
}
