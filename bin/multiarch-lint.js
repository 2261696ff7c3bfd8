#!/usr/bin/env node
// The command by its path in a checkout; npm starts the other file directly, since Node is sooner at CommonJS than at a module.
import './multiarch-lint.cjs';
