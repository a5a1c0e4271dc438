using Isop.Bot.Bezorging;
using Isop.Bot.Web.Inbox;
using Isop.Core.Register;

namespace Isop.Bot.Hosting;

/// <summary>The messages a person has open, as the web inbox shows them.</summary>
internal sealed class InboxOfPerson(Postvak postvak)
{
    public async ValueTask<IReadOnlyList<InboxItem>> ReadAsync(PersonId person, DateTimeOffset now, CancellationToken cancellationToken) =>
    [
        .. from bericht in await postvak.ReadAsync(person, now, cancellationToken)
           select new InboxItem
           {
               Id = bericht.Id,
               Kind = bericht.Kind,
               Cases = [.. bericht.Taken.Select(t => new InboxCase(t.Case, t.Kind, t.Card.About))],
               SentAt = bericht.SentAt,
               Card = bericht.Card,

               // A list of several cases shows no case.
               WhenRead = bericht.Taken.Count == 1 ? bericht.Taken[0].Card.WhenRead : null,
           },
    ];
}
