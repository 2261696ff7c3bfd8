import { hash, text, textOrTexts } from './attributes.ts';
import { each, mapping, requires } from './shape.ts';

/** Source: GitLab `lib/gitlab/ci/config/entry/release.rb`. */
export const release = each(
  mapping(
    {
      tag_name: text('tag name'),
      tag_message: text('tag message'),
      name: text('name'),
      description: text('description'),
      ref: text('ref'),
      milestones: textOrTexts('milestones'),
      released_at: text('released at'),
      assets: hash('assets'),
    },
    'config should be a hash',
  ),
  requires('tag_name', "tag name can't be blank"),
  requires('description', "description can't be blank"),
);
