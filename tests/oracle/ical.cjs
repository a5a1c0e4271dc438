// Reads iCalendar files with ical.js, each of [{file: base64}], by the time zones that stand in the file alone. Writes per file its
// method, name, zones, and its events with their moments in seconds since 1970 (a whole day: its date).
'use strict';
const fs = require('fs');
const ICAL = require('ical.js');

const [input, output] = process.argv.slice(2);
const cases = JSON.parse(fs.readFileSync(input, 'utf8'));
fs.writeFileSync(output, JSON.stringify(cases.map(({ file }) => read(Buffer.from(file, 'base64').toString('utf8')))));

function read(text) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(text));
  const zones = calendar.getAllSubcomponents('vtimezone');
  zones.forEach((zone) => ICAL.TimezoneService.register(new ICAL.Timezone(zone)));
  return {
    method: calendar.getFirstPropertyValue('method'),
    product: calendar.getFirstPropertyValue('prodid'),
    version: calendar.getFirstPropertyValue('version'),
    name: calendar.getFirstPropertyValue('x-wr-calname'),
    zones: zones.map((zone) => zone.getFirstPropertyValue('tzid')),
    events: calendar.getAllSubcomponents('vevent').map(event),
  };
}

function event(component) {
  const e = new ICAL.Event(component);
  const value = (name) => component.getFirstPropertyValue(name);
  return {
    uid: e.uid,
    sequence: e.sequence,
    title: e.summary,
    description: e.description,
    place: e.location,
    status: value('status'),
    zone: component.getFirstProperty('dtstart').getParameter('tzid') ?? null,
    start: e.startDate.isDate ? null : e.startDate.toUnixTime(),
    end: e.endDate.isDate ? null : e.endDate.toUnixTime(),
    day: e.startDate.isDate ? e.startDate.toString() : null,
    nextDay: e.endDate.isDate ? e.endDate.toString() : null,
    stamp: value('dtstamp').toUnixTime(),
    organizer: value('organizer'),
    attendees: component.getAllProperties('attendee').map((a) => `${a.getParameter('cn')} <${a.getFirstValue()}>`),
  };
}
